using Actors.Kernel;
using Actors.Ledger;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>Tells objects what was remembered of them, and has forgotten what was remembered of those that are gone.</summary>
internal sealed partial class ShardActor
{
    private Dictionary<LedgerKey, LedgerRow> _rows = [];
    private ShardLedger? _ledger;

    /// <summary>All objects of the controller are known by now.</summary>
    private void TellRows(ControllerReady ready, ActorContext context)
    {
        foreach (var (key, row) in _rows)
        {
            if (key.Controller != ready.Controller.Name) continue;
            if (_resources.Live(key.Uid, context) is { } resource) context.Tell(resource, row);
            else if (ready.Ledger is { } place) context.Tell(place.Ledger, row with { Shard = place.Shard, Epoch = place.Epoch, IsGone = true, State = null });
            _rows.Remove(key);
        }
    }
}
