using Actors.Ledger;

namespace Actors.Operators.Ledger;

/// <summary>A row as it is in a store, where time is that of a wall clock.</summary>
/// <param name="Operator">Whose. Given when it is read; written under the store's.</param>
/// <param name="Row">The row, without its <see cref="LedgerRow.Due"/>.</param>
/// <param name="DueMs">When it is due, in milliseconds since 1970; null if only a change will have it run.</param>
/// <param name="WrittenMs">When it was written, by the same clock.</param>
internal sealed record StoredRow(string Operator, LedgerRow Row, long? DueMs, long WrittenMs);
