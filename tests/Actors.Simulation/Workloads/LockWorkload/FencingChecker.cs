namespace Actors.Simulation;

/// <summary>
/// One holder at a time: who uses the lock does so under an epoch as high as any used before, and no epoch is two clients'. Once faults have ended everyone
/// gets it.
/// </summary>
internal sealed class FencingChecker(IEnumerable<Machine> clients) : Checker
{
    private readonly HashSet<Machine> _toServe = [.. clients];
    private bool _faultsEnded;
    private long _highest;
    private Machine? _holder;

    public override string Invariant => "OneHolder";

    public override void Observe(in TraceEvent happened)
    {
        if (happened.Message is FaultsEnded) _faultsEnded = true;
        if (happened is not { Kind: TraceKind.Reported, Message: Used { Epoch: var epoch }, Machine: { } client }) return;
        if (epoch < _highest) Violate($"{client} uses the lock under epoch {epoch} after {_holder} has under {_highest}");
        if (epoch == _highest && client != _holder) Violate($"{client} and {_holder} both use the lock under epoch {epoch}");
        (_highest, _holder) = (epoch, client);
        if (_faultsEnded) _toServe.Remove(client);
    }

    public override void AtRest()
    {
        foreach (var client in _toServe) Miss($"{client} did not get the lock after the last fault");
    }
}
