using Actors.Kernel;

namespace Actors.Ledger;

/// <summary>
/// To the ledger: write what you have. Answered with <see cref="LedgerFlushed"/> when all rows it was told before are in the store, or the store is away.
/// </summary>
internal sealed record FlushLedger;

/// <summary>The answer to <see cref="FlushLedger"/>.</summary>
/// <param name="IsWritten">Whether all is in the store; if not, the ledger goes on trying.</param>
internal sealed record LedgerFlushed(bool IsWritten);

/// <summary>To the ledger: what is known of the objects in these shards? Answered with <see cref="ShardsRead"/>, in time.</summary>
/// <param name="Number">Given back with the answer.</param>
/// <param name="Shards">Whether each shard is wanted. An array that is not changed any more.</param>
internal sealed record ReadShards(long Number, bool[] Shards);

/// <summary>What is known of the objects in some shards.</summary>
/// <param name="Number">Of the <see cref="ReadShards"/>.</param>
/// <param name="Rows">One for each object; none if the store could not be read.</param>
/// <param name="Problem">Why the store could not be read; null if it could.</param>
internal sealed record ShardsRead(long Number, IReadOnlyList<LedgerRow> Rows, string? Problem);

/// <summary>Is what the ledger was told last of an object not in the store yet? Answered with a truth value. Not an <see cref="Inspect"/>, which would overtake what it was told.</summary>
internal sealed record IsRowWaiting(LedgerKey Key);

/// <summary>How does the ledger do? Answered with <see cref="LedgerSnapshot"/>.</summary>
internal sealed record GetLedger : INotInfluenceReceiveTimeout;

/// <summary>How the ledger does.</summary>
/// <param name="Waiting">How many rows are not in the store yet.</param>
/// <param name="Written">How many were written since the start.</param>
/// <param name="Coalesced">How many were replaced by a newer one before they were written.</param>
/// <param name="Refused">How many were not taken because another replica has written a later one.</param>
/// <param name="Batches">How many batches were written.</param>
/// <param name="Failures">How many batches were not.</param>
/// <param name="Problem">Why the last batch was not written; null if it was.</param>
internal sealed record LedgerSnapshot(int Waiting, long Written, long Coalesced, long Refused, long Batches, long Failures, string? Problem);
