using Actors.Kernel;
using Actors.Ledger;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>
/// Has what was remembered of a shard's objects read before it is worked on, while its objects arrive; and what is not written yet written before the shard is
/// given away.
/// </summary>
internal sealed partial class RegionActor
{
    // Longer than the store may take: it is the ledger that says when it is away.
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(10);

    private readonly RowsOf[] _rowsOf = new RowsOf[settings.NumberOfShards];
    private long _reads;
    private long _flushing;
    private long _flushed;

    protected override void PreStart(ActorContext context)
    {
        if (_slots is null) ReadRows(context);
    }

    private bool OnLedger(object message, ActorContext context)
    {
        switch (message)
        {
            case ShardsRead read:
                OnShardsRead(read, context);
                return true;
            case AskReply { Correlation: long flushed, Message: LedgerFlushed }:
                _flushed = flushed;
                break;
            case AskTimeout { Correlation: long flushed } timeout when ReferenceEquals(timeout.Target, settings.Ledger):
                _flushed = flushed;
                break;
            default:
                return false;
        }

        Apply(context);
        return true;
    }

    /// <summary>Whether the objects of a shard may be reconciled.</summary>
    private bool IsWorkedOn(int shard) => _slots is null ? HasRows(shard) : _slots[shard].IsActive;

    /// <summary>Whether all that was remembered of its objects was told to the shard, or nothing is remembered.</summary>
    private bool HasRows(int shard) => settings.Ledger is null || _rowsOf[shard].IsRead;

    /// <summary>As of the map by which it is worked on here; where a map was made anew after all its replicas were gone, as of the last that wrote rows.</summary>
    private ShardLedger? LedgerOf(int shard) =>
        settings.Ledger is { } ledger ? new ShardLedger(ledger, shard, Math.Max(_rowsOf[shard].WorkedOnAt, _rowsOf[shard].LastEpoch)) : null;

    private void NoteReference(ControllerSpec controller, int reference, ObjectKey name, ulong version)
    {
        if (settings.Ledger is not null) _controllers[controller].References[reference].Note(name, version);
    }

    private void TellReferences(Known known, ControllerSpec controller, ActorContext context)
    {
        if (settings.Ledger is null || known.References.Count == 0) return;
        foreach (var held in known.Objects) TellReferences(controller, held.Uid, context);
    }

    /// <summary>What an object refers to may have changed while nobody looked. What it comes to is known when all is.</summary>
    private void TellReferences(ControllerSpec controller, string uid, ActorContext context)
    {
        if (settings.Ledger is null || _controllers[controller] is not { IsReady: true, References: { Count: > 0 } references }) return;
        var hash = 0UL;
        var hasAny = false;
        for (var at = 0; at < references.Count; at++)
        {
            hasAny |= references[at].Has(uid);
            hash += references[at].HashOf(uid) * (ulong)(at + 1);
        }

        if (hasAny) Pass(new ReferencesAre(controller, uid, hash), context);
    }

    private void ForgetRows(int shard) => _rowsOf[shard] = default;

    private void ReadRows(ActorContext context)
    {
        if (settings.Ledger is not { } ledger) return;
        bool[] wanted = [.. Enumerable.Range(0, _rowsOf.Length).Select(shard => _rowsOf[shard].Number == 0 && MayReadRows(shard))];
        if (Array.IndexOf(wanted, true) < 0) return;
        _reads++;
        for (var shard = 0; shard < wanted.Length; shard++)
        {
            if (wanted[shard]) _rowsOf[shard] = new RowsOf(_reads, IsRead: false, WorkedOnAt: _assigned?.Map?.Epoch ?? 0, LastEpoch: 0);
        }

        context.Tell(ledger, new ReadShards(_reads, wanted));
    }

    /// <summary>Not before its former owner has ended, who has them written until then.</summary>
    private bool MayReadRows(int shard) => _slots is null || (_slots[shard] is { Followed: > 0, IsStopping: false } slot && MayWork(slot));

    private void OnShardsRead(ShardsRead read, ActorContext context)
    {
        var names = _controllers.Keys.Select(static one => one.Name).ToHashSet(StringComparer.Ordinal);
        var rows = read.Rows.Where(row => names.Contains(row.Key.Controller)).ToLookup(row => ShardRange.ShardOf(row.Key.Uid, settings.NumberOfShards));
        for (var shard = 0; shard < _rowsOf.Length; shard++)
        {
            if (_rowsOf[shard].Number != read.Number) continue;
            if (rows.Contains(shard)) context.Tell(_shards[shard] ??= SpawnShard(shard, context), new ShardRows([.. rows[shard]]));
            _rowsOf[shard] = _rowsOf[shard] with { IsRead = true, LastEpoch = rows[shard].Select(static row => row.Epoch).DefaultIfEmpty().Max() };
            if (_slots is null && _shards[shard] is { } actor) TellReady(shard, actor, context);
        }

        if (_slots is not null) Apply(context);
    }

    /// <summary>Whether all that was told before is written, or the store is away: asked for once for each order, when nothing of it runs any more.</summary>
    private bool IsFlushed(long order, ActorContext context)
    {
        if (settings.Ledger is not { } ledger || _flushed >= order) return true;
        if (_flushing >= order) return false;
        _flushing = order;
        context.Ask(ledger, new FlushLedger(), FlushPatience, order);
        return false;
    }

    /// <param name="Number">Of the <see cref="ReadShards"/> by which its rows are read, or were; 0 if they were not asked for.</param>
    /// <param name="IsRead">Whether they were read.</param>
    /// <param name="WorkedOnAt">The epoch of the map by which it is worked on here.</param>
    /// <param name="LastEpoch">The highest epoch of its rows.</param>
    private readonly record struct RowsOf(long Number, bool IsRead, long WorkedOnAt, long LastEpoch);
}
