namespace Actors.Kernel;

/// <summary>The temporary child that waits for one answer on its parent's behalf.</summary>
internal sealed class AskActor(AskActor.Question question) : Actor
{
    protected override void PreStart(ActorContext context)
    {
        context.StartTimer(this, this, question.Timeout);
        context.Tell(question.Target, question.Message);
    }

    protected override void Receive(object message, ActorContext context)
    {
        object outcome = ReferenceEquals(message, this)
            ? new AskTimeout(question.Correlation, question.Target, question.Timeout)
            : new AskReply(question.Correlation, message);
        context.Parent.Tell(outcome, context.Sender);
        context.StopSelf();
    }

    internal sealed record Question(ActorRef Target, object Message, TimeSpan Timeout, object? Correlation);
}
