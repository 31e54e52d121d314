using Actors.Ledger;
using Microsoft.Data.Sqlite;

namespace Actors.Operators.Ledger;

/// <summary>Writes rows by statements that are made once.</summary>
internal sealed class SqliteUpsert : IDisposable
{
    private readonly Func<LedgerKey, long> _hash;
    private readonly SqliteCommand _upsert;
    private readonly SqliteCommand _delete;

    public SqliteUpsert(SqliteConnection connection, string @operator, string columns, string onConflict, Func<LedgerKey, long> hash)
    {
        _hash = hash;
        _upsert = connection.CreateCommand();
        var names = columns.Split(", ");
        _upsert.CommandText = $"INSERT INTO actors_ledger ({columns}) VALUES ({string.Join(", ", names.Select(static name => "@" + name))}) {onConflict}";
        foreach (var name in names) _upsert.Parameters.Add(new SqliteParameter { ParameterName = "@" + name });
        _upsert.Parameters[0].Value = @operator;
        _delete = connection.CreateCommand();
        _delete.CommandText = "DELETE FROM actors_ledger WHERE operator = @operator AND controller = @controller AND uid = @uid AND epoch <= @epoch";
        _delete.Parameters.AddWithValue("@operator", @operator);
        foreach (var name in (string[])["@controller", "@uid", "@epoch"]) _delete.Parameters.Add(new SqliteParameter { ParameterName = name });
    }

    /// <returns>How many were not taken because there is one of a later epoch.</returns>
    public int Write(IReadOnlyList<StoredRow> rows, SqliteTransaction transaction)
    {
        (_upsert.Transaction, _delete.Transaction) = (transaction, transaction);
        var refused = 0;
        foreach (var stored in rows)
        {
            if (stored.Row.IsGone) Remove(stored.Row);
            else if (!Put(stored)) refused++;
        }

        return refused;
    }

    public void Dispose()
    {
        _upsert.Dispose();
        _delete.Dispose();
    }

    private bool Put(StoredRow stored)
    {
        var row = stored.Row;
        ReadOnlySpan<object?> values =
        [
            row.Key.Controller, row.Key.Uid, _hash(row.Key), row.Shard, row.Namespace, row.Name, row.Epoch, (int)row.Outcome, row.Failures, stored.DueMs, stored.WrittenMs, row.Reason,
            row.Message, row.Generation, row.DoneGeneration, unchecked((long)row.DoneHash), row.State,
        ];
        for (var at = 0; at < values.Length; at++) _upsert.Parameters[at + 1].Value = values[at] ?? DBNull.Value;
        return _upsert.ExecuteNonQuery() > 0;
    }

    private void Remove(LedgerRow row)
    {
        (_delete.Parameters[1].Value, _delete.Parameters[2].Value, _delete.Parameters[3].Value) = (row.Key.Controller, row.Key.Uid, row.Epoch);
        _delete.ExecuteNonQuery();
    }
}
