namespace Actors.Kernel;

/// <summary>The temporary child that waits for one answer on behalf of the life of its parent that asked.</summary>
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
        question.Asker.Post(new AskEnded(outcome, context.Sender, question.Life));
        context.StopSelf();
    }

    internal sealed record Question(ActorCell Asker, int Life, ActorRef Target, object Message, TimeSpan Timeout, object? Correlation);
}
