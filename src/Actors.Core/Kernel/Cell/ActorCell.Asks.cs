namespace Actors.Kernel;

/// <summary>Questions to others, whose answers are for the life that asked.</summary>
internal abstract partial class ActorCell
{
    public void Ask(ActorRef target, object message, TimeSpan timeout, object? correlation)
    {
        var question = new AskActor.Question(this, _life, target, message, timeout, correlation);
        SpawnNamed(new CellOrigin(Host, this, Props.Create(question, static q => new AskActor(q))), NextName("$ask-"));
    }

    private bool UnwrapAsk(AskEnded ended, Envelope envelope)
    {
        if (ended.Life != _life)
        {
            Bury(ended);
            return false;
        }

        envelope.Message = ended.Outcome;
        envelope.Sender = ended.Sender;
        return true;
    }

    private void Bury(AskEnded ended) => Host.OnDeadLetter(new DeadLetter(ended.Outcome, ended.Sender, this));
}
