using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>What one agent tells another reaches its mailbox in that order and at most once, from whichever machine.</summary>
internal sealed class SenderOrderChecker : Checker
{
    private readonly Dictionary<(ActorRef Author, ActorRef Receiver), long> _last = [];

    public override string Invariant => "OrderOfSenders";

    public override void Observe(in TraceEvent happened)
    {
        if (happened is not { Kind: TraceKind.Told, Message: Work { Author: { } author } work, Actor: { } receiver, Other: var sender }) return;

        // What was forwarded took a way of its own. The author's children ask in its name, hence the sender.
        if (sender != author || !_last.TryAdd((author, receiver), work.Number)) CheckAfterLast(happened, author, receiver, work.Number);
    }

    private void CheckAfterLast(in TraceEvent happened, ActorRef author, ActorRef receiver, long number)
    {
        if (happened.Other != author) return;
        if (number <= _last[(author, receiver)]) Violate($"{happened} comes after number {_last[(author, receiver)]} of the same sender");
        _last[(author, receiver)] = number;
    }
}
