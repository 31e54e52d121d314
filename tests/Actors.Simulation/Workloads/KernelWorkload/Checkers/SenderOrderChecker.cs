using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>What one agent tells another reaches its mailbox in that order and at most once, from whichever machine.</summary>
internal sealed class SenderOrderChecker : Checker
{
    private readonly Dictionary<(ActorRef Author, ActorRef Receiver), long> _last = [];

    public override string Invariant => "OrderOfSenders";

    public override void Observe(in TraceEvent happened)
    {
        if (happened is not { Kind: TraceKind.Told, Message: Work { Author: { } author, MayBeForwarded: false } work, Actor: { } receiver }) return;
        if (_last.TryGetValue((author, receiver), out var last) && work.Number <= last) Violate($"{happened} comes after number {last} of the same sender");
        _last[(author, receiver)] = work.Number;
    }
}
