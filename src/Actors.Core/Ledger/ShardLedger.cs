using Actors.Kernel;

namespace Actors.Ledger;

/// <summary>Where what becomes of the objects of a shard is remembered.</summary>
/// <param name="Ledger">Who writes it down.</param>
/// <param name="Shard">The shard.</param>
/// <param name="Epoch">Since which the shard is worked on here: rows are written as of that.</param>
internal sealed record ShardLedger(ActorRef Ledger, int Shard, long Epoch);

/// <summary>To a shard, before its objects are reconciled: what was remembered of them.</summary>
internal sealed record ShardRows(IReadOnlyList<LedgerRow> Rows);
