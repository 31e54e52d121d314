using Actors.Ledger;
using Microsoft.Data.Sqlite;

namespace Actors.Operators.Ledger;

/// <summary>Writes and reads rows by statements that are prepared once.</summary>
internal sealed class SqliteRows : IDisposable
{
    private readonly SqliteStatement _upsert;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _select;
    private readonly string _operator;

    /// <param name="connection">Open, and for as long as this is used.</param>
    /// <param name="operator">Whose rows they are.</param>
    /// <param name="columns">Of the table, as they are counted below.</param>
    /// <param name="onConflict">What becomes of a row that is there.</param>
    public SqliteRows(SqliteConnection connection, string @operator, string columns, string onConflict)
    {
        var database = connection.Handle ?? throw new InvalidOperationException("The connection is not open");
        var places = string.Join(", ", columns.Split(", ").Select(static name => "@" + name));
        _upsert = new SqliteStatement(database, $"INSERT INTO actors_ledger ({columns}) VALUES ({places}) {onConflict}");
        _delete = new SqliteStatement(database, "DELETE FROM actors_ledger WHERE operator = @operator AND hash = @hash AND controller = @controller AND uid = @uid AND epoch <= @epoch");
        _select = new SqliteStatement(database, $"SELECT {columns} FROM actors_ledger WHERE operator = @operator AND hash >= @first AND hash <= @last");
        _operator = @operator;
        _select.Bind(1, @operator);
        _upsert.Bind(1, @operator);
        _delete.Bind(1, @operator);
    }

    /// <summary>Within a transaction, which the caller ends.</summary>
    /// <returns>How many were not taken because there is one of a later epoch.</returns>
    public int Write(IReadOnlyList<StoredRow> rows)
    {
        // In the order of the table, so that each of its pages is come to once.
        var order = new int[rows.Count];
        var hashes = new long[rows.Count];
        for (var at = 0; at < order.Length; at++) (order[at], hashes[at]) = (at, LedgerStore.HashOf(rows[at].Row.Key));
        Array.Sort(hashes, order);
        var refused = 0;
        for (var at = 0; at < order.Length; at++)
        {
            var stored = rows[order[at]];
            if (stored.Row.IsGone) Remove(stored.Row, hashes[at]);
            else if (!Put(stored, hashes[at])) refused++;
        }

        return refused;
    }

    /// <summary>The rows from one hash to another.</summary>
    public void Read(List<StoredRow> found, long first, long last)
    {
        _select.Bind(2, first);
        _select.Bind(3, last);
        var before = new LedgerRow { Key = new LedgerKey("", "") };
        _select.Query(() =>
        {
            before = RowOf(before);
            found.Add(new StoredRow(_operator, before, _select.IsNull(10) ? null : _select.Number(10), _select.Number(11)));
        });
    }

    public void Dispose()
    {
        _upsert.Dispose();
        _delete.Dispose();
        _select.Dispose();
    }

    private bool Put(StoredRow stored, long hash)
    {
        var row = stored.Row;
        _upsert.Bind(2, row.Key.Controller);
        _upsert.Bind(3, row.Key.Uid);
        _upsert.Bind(4, hash);
        _upsert.Bind(5, row.Shard);
        _upsert.Bind(6, row.Namespace);
        _upsert.Bind(7, row.Name);
        _upsert.Bind(8, row.Epoch);
        _upsert.Bind(9, (int)row.Outcome);
        _upsert.Bind(10, row.Failures);
        _upsert.Bind(11, stored.DueMs);
        _upsert.Bind(12, stored.WrittenMs);
        _upsert.Bind(13, row.Reason);
        _upsert.Bind(14, row.Message);
        _upsert.Bind(15, row.Generation);
        _upsert.Bind(16, row.DoneGeneration);
        _upsert.Bind(17, unchecked((long)row.DoneHash));
        _upsert.Bind(18, row.State);
        return _upsert.Run() > 0;
    }

    private void Remove(LedgerRow row, long hash)
    {
        _delete.Bind(2, hash);
        _delete.Bind(3, row.Key.Controller);
        _delete.Bind(4, row.Key.Uid);
        _delete.Bind(5, row.Epoch);
        _delete.Run();
    }

    private LedgerRow RowOf(LedgerRow before) => new()
    {
        Key = new LedgerKey(_select.Text(1, before.Key.Controller), _select.Text(2, "")), Shard = (int)_select.Number(4), Namespace = _select.Text(5, before.Namespace),
        Name = _select.Text(6, ""), Epoch = _select.Number(7), Outcome = (LedgerOutcome)_select.Number(8), Failures = (int)_select.Number(9), Reason = _select.Text(12, before.Reason),
        Message = _select.Text(13, before.Message), Generation = _select.Number(14), DoneGeneration = _select.Number(15), DoneHash = unchecked((ulong)_select.Number(16)),
        State = _select.IsNull(17) ? null : _select.Bytes(17),
    };
}
