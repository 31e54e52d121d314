using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Actors.Operators.Ledger;

/// <summary>
/// A statement that is prepared once and run for many rows. It talks to SQLite itself: ADO.NET looks parameters up by name for each row, and binds all of them, which costs several times what SQLite does.
/// What is bound stays bound, so of a row only what differs from the one before is handed over.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly string?[] _texts;
    private readonly long?[] _numbers;
    private bool _hasBytes;
    private byte[] _utf8 = new byte[1024];

    /// <param name="database">Open, and for as long as this is used.</param>
    /// <param name="sql">With parameters whose places count from 1.</param>
    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        var places = raw.sqlite3_bind_parameter_count(_statement) + 1;
        (_texts, _numbers) = (new string?[places], new long?[places]);
    }

    /// <summary>Runs it for what is bound.</summary>
    /// <returns>How many rows it has changed.</returns>
    public int Run()
    {
        var result = raw.sqlite3_step(_statement);
        var reset = raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE) Check(reset);
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs it for what is bound, and takes each row it finds, in order.</summary>
    public void Query(Action row)
    {
        try
        {
            int result;
            while ((result = raw.sqlite3_step(_statement)) == raw.SQLITE_ROW) row();
            if (result != raw.SQLITE_DONE) Check(result);
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>A text of the row that is there.</summary>
    /// <param name="column">Counted from 0.</param>
    /// <param name="like">What it was in the row before, taken again where it is the same: most columns hold the same few texts.</param>
    public string Text(int column, string like)
    {
        var bytes = raw.sqlite3_column_blob(_statement, column);
        if (bytes.IsEmpty) return "";
        return bytes.Length == like.Length && Ascii.Equals(bytes, like) ? like : Encoding.UTF8.GetString(bytes);
    }

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public void Bind(int place, string text)
    {
        if (_texts[place] == text) return;
        if (text.Length * 3 > _utf8.Length) _utf8 = new byte[text.Length * 3];
        var length = Encoding.UTF8.GetBytes(text, _utf8);

        // An empty span would be bound as NULL.
        Check(length == 0 ? raw.sqlite3_bind_text(_statement, place, utf8z.FromSpan("\0"u8)) : raw.sqlite3_bind_text(_statement, place, _utf8.AsSpan(0, length)));
        _texts[place] = text;
    }

    public void Bind(int place, long? number)
    {
        if (_numbers[place] == number) return;
        Check(number is { } value ? raw.sqlite3_bind_int64(_statement, place, value) : raw.sqlite3_bind_null(_statement, place));
        _numbers[place] = number;
    }

    /// <summary>Of one place of the statement at most.</summary>
    public void Bind(int place, byte[]? bytes)
    {
        if (bytes is null && !_hasBytes) return;
        Check(bytes switch
        {
            null => raw.sqlite3_bind_null(_statement, place),
            { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, place, 0),
            _ => raw.sqlite3_bind_blob(_statement, place, bytes.AsSpan()),
        });
        _hasBytes = bytes is not null;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
