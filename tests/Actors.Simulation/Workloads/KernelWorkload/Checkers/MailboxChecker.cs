using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>
/// Every message that is told is received once, in the order of its sender, or becomes a dead letter; none vanishes unless its machine crashes. Terminated
/// comes after all that the terminated actor told.
/// </summary>
internal sealed class MailboxChecker : ActorChecker<MailboxChecker.Mailbox>
{
    private long _number;

    public override string Invariant => "EveryMessageOnceAndInOrder";

    public override void Observe(in TraceEvent happened)
    {
        _number++;
        switch (happened.Kind)
        {
            case TraceKind.Told:
                Of(happened.Actor!).Waiting.Add(new Letter(happened.Message!, SenderOf(happened), _number));
                break;
            case TraceKind.Received:
                OnReceived(happened, Of(happened.Actor!));
                break;
            case TraceKind.DeadLetter when Has(happened.Actor, out var box):
                if (!box.TakeAnywhere(happened.Message!) && !IsOfKernel(happened.Message!)) Violate($"{happened} was never told");
                break;
            case TraceKind.Reported when happened.Message is Reports.Stashed stashed:
                Of(happened.Actor!).Aside.Add(stashed.Message);
                break;
            case TraceKind.Ended:
                Of(happened.Actor!).EndedAt = _number;
                break;
        }
    }

    public override void AtRest()
    {
        foreach (var (actor, box) in Surviving())
        {
            // A pill that reaches an actor that has ended has nothing more to do.
            var left = box.Waiting.Where(letter => box.EndedAt == long.MaxValue || letter.Message is not PoisonPill).Select(letter => letter.Message).Concat(box.Aside);
            if (left.FirstOrDefault() is { } vanished) Miss($"{vanished} told to {actor} has vanished");
        }
    }

    private void OnReceived(in TraceEvent happened, Mailbox box)
    {
        var sender = SenderOf(happened);
        var first = box.Waiting.FindIndex(letter => letter.Sender == sender);
        if (first >= 0 && ReferenceEquals(box.Waiting[first].Message, happened.Message)) box.Waiting.RemoveAt(first);
        else if (happened.Message is Terminated terminated) CheckIsLast(happened, box, terminated.Actor);
        else if (!box.Aside.Remove(happened.Message!) && !IsOfKernel(happened.Message!)) Violate(Explain(happened, box, first));
    }

    private void CheckIsLast(in TraceEvent happened, Mailbox box, ActorRef dead)
    {
        var endedAt = Has(dead, out var ended) ? ended.EndedAt : long.MaxValue;
        var overtaken = box.Waiting.Find(letter => letter.Sender == dead && letter.ToldAt < endedAt);
        if (overtaken is not null) Violate($"{happened} comes before {overtaken.Message}, which that actor told first");
    }

    private static string Explain(in TraceEvent happened, Mailbox box, int first) => box.Waiting.Exists(Matches(happened.Message!))
        ? $"{happened} comes before {box.Waiting[first].Message}, told by the same sender first"
        : $"{happened} was never told, or received before";

    private static ActorRef? SenderOf(in TraceEvent happened) => happened.Other is DeadLettersRef ? null : happened.Other;

    private static Predicate<Letter> Matches(object message) => letter => ReferenceEquals(letter.Message, message);

    /// <summary>What the kernel says to actors on its own: other checkers' matter.</summary>
    private static bool IsOfKernel(object message) =>
        message is Terminated or ReceiveTimeout or EffectFailed or EffectCancelled or ChoreDone or Tick or AskActor or AskReply or AskTimeout;

    internal sealed record Letter(object Message, ActorRef? Sender, long ToldAt);

    internal sealed class Mailbox
    {
        /// <summary>Told and not received, the oldest first.</summary>
        public List<Letter> Waiting { get; } = [];

        /// <summary>Received and stashed.</summary>
        public List<object> Aside { get; } = [];

        public long EndedAt { get; set; } = long.MaxValue;

        public bool TakeAnywhere(object message)
        {
            var index = Waiting.FindIndex(Matches(message));
            if (index < 0) return Aside.Remove(message);
            Waiting.RemoveAt(index);
            return true;
        }
    }
}
