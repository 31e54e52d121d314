using Actors.Kernel;

namespace Actors.Ledger;

/// <summary>
/// Writes rows into the store, all or none: each replaces the one of its key, or removes it where the object is gone, unless that is of a later epoch. The outcome
/// is <see cref="RowsPersisted"/> or <see cref="RowsNotPersisted"/>, in time.
/// </summary>
/// <param name="Rows">Each key once.</param>
internal sealed record PersistRows(IReadOnlyList<LedgerRow> Rows) : Effect;

/// <summary>The rows are in the store, and stay there whatever happens to this process or to the store's.</summary>
/// <param name="Refused">How many were not taken because there is one of a later epoch.</param>
internal sealed record RowsPersisted(int Refused);

/// <summary>The rows are not in the store, or it is not known whether they are.</summary>
/// <param name="Problem">Why, for people.</param>
internal sealed record RowsNotPersisted(string Problem);

/// <summary>Reads the rows of all objects in some shards. The outcome is <see cref="RowsRead"/> or <see cref="RowsUnread"/>, in time.</summary>
/// <param name="Number">Given back with the outcome.</param>
/// <param name="Shards">Whether each shard is wanted; there are as many shards as it has places. An array that is not changed any more.</param>
internal sealed record ReadRows(long Number, bool[] Shards) : Effect;

/// <summary>The rows of shards, as the store had them.</summary>
internal sealed record RowsRead(long Number, IReadOnlyList<LedgerRow> Rows);

/// <summary>The rows could not be read.</summary>
/// <param name="Number">Of the <see cref="ReadRows"/>.</param>
/// <param name="Problem">Why, for people.</param>
internal sealed record RowsUnread(long Number, string Problem);
