using Actors.Kernel;
using Actors.Ledger;
using Actors.Sharding;

namespace Actors.Simulation;

/// <summary>A store of rows that outlives machines. What the stores of a real ledger have to do as well: one contract is passed by all.</summary>
internal sealed class MemoryLedger
{
    private readonly Dictionary<(string Operator, LedgerKey Key), (LedgerRow Row, DateTimeOffset? Due, DateTimeOffset Written)> _rows = [];

    /// <summary>The rows of all operators.</summary>
    public IEnumerable<LedgerRow> Rows => _rows.Values.Select(static one => one.Row);

    /// <param name="operator">Whose.</param>
    /// <param name="persist">What is to be written.</param>
    /// <param name="now">The clock of the machine that writes.</param>
    /// <param name="wall">The clock on its wall.</param>
    public RowsPersisted Persist(string @operator, PersistRows persist, Instant now, DateTimeOffset wall)
    {
        var refused = 0;
        foreach (var row in persist.Rows)
        {
            var isOld = _rows.TryGetValue((@operator, row.Key), out var there) && there.Row.Epoch > row.Epoch;
            if (isOld) refused += row.IsGone ? 0 : 1;
            else if (row.IsGone) _rows.Remove((@operator, row.Key));
            else _rows[(@operator, row.Key)] = (row, row.Due is { } due ? wall + (due - now) : null, wall);
        }

        return new RowsPersisted(refused);
    }

    /// <inheritdoc cref="Persist"/>
    public RowsRead Read(string @operator, ReadRows read, Instant now, DateTimeOffset wall) => new(
        read.Number,
        [
            .. from one in _rows
               where one.Key.Operator == @operator && read.Shards[ShardRange.ShardOf(one.Key.Key.Uid, read.Shards.Length)]
               let waits = one.Value.Due is { } due ? Min(due - wall, due - one.Value.Written) : (TimeSpan?)null
               select one.Value.Row with { Due = waits is { } wait ? now + Max(wait) : null, Overdue = Max(wall - (one.Value.Due ?? wall)) },
        ]);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
}
