using System.Data.Common;
using System.Globalization;
using Actors.Operators.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Actors.Operators.Ledger;

/// <summary>The ledger in a PostgreSQL database, which the replicas of a fleet, and other operators, share.</summary>
/// <param name="operator">The operator whose rows are read and written; empty to look at those of all.</param>
/// <param name="connectionString">Gives the connection string; asked again after the database was away, since it may have changed.</param>
internal sealed class PostgresLedger(string @operator, Func<string> connectionString) : LedgerStore(@operator)
{
    // Any number will do that nobody else takes: it names the lock of those who make or update the tables.
    internal static readonly LedgerSchema Schema = new("postgresql", 1, "SELECT count(to_regclass('actors_ledger_schema'))", "SELECT pg_advisory_xact_lock(4702885523189143411)");

    private const string Upsert =
        $"""
        INSERT INTO actors_ledger ({Columns})
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::integer[], $6::text[], $7::text[], $8::bigint[], $9::smallint[], $10::integer[], $11::bigint[],
        $12::bigint[], $13::text[], $14::text[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bytea[])
        ON CONFLICT (operator, controller, uid) {Replace}
        """;

    private const string Delete =
        """
        DELETE FROM actors_ledger USING unnest($2::text[], $3::text[], $4::bigint[]) AS gone (controller, uid, epoch)
        WHERE actors_ledger.operator = $1 AND actors_ledger.controller = gone.controller AND actors_ledger.uid = gone.uid AND actors_ledger.epoch <= gone.epoch
        """;

    private NpgsqlDataSource? _source;
    private string _connection = "";
    private string _place = "PostgreSQL";

    public override string Place => _place;

    public override async Task OpenAsync(CancellationToken cancellation)
    {
        var wanted = connectionString();
        if (_source is null || wanted != _connection)
        {
            await DisposeAsync().ConfigureAwait(false);
            _source = Connect(wanted);
            _connection = wanted;
        }

        var connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        await Schema.MigrateAsync(connection, transaction, Place).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    public override async Task<int> WriteAsync(IReadOnlyList<StoredRow> rows, CancellationToken cancellation)
    {
        StoredRow[] kept = [.. rows.Where(static one => !one.Row.IsGone)];
        StoredRow[] gone = [.. rows.Where(static one => one.Row.IsGone)];

        // Sent at once, as one transaction.
        using var batch = Source.CreateBatch();
        if (gone.Length > 0) batch.BatchCommands.Add(DeleteOf(gone));
        if (kept.Length > 0) batch.BatchCommands.Add(UpsertOf(kept));
        if (batch.BatchCommands.Count == 0) return 0;
        await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        return kept.Length > 0 ? kept.Length - (int)batch.BatchCommands[^1].Rows : 0;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_source is { } source) await source.DisposeAsync().ConfigureAwait(false);
        _source = null;
    }

    protected internal override async Task<TResult> UseAsync<TResult>(Func<DbConnection, Task<TResult>> use, CancellationToken cancellation)
    {
        var connection = await Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        return await use(connection).ConfigureAwait(false);
    }

    private NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The ledger is not open");

    /// <summary>What is wrong with a connection string is not said in its own words: they may hold the password.</summary>
    private NpgsqlDataSource Connect(string text)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(parts.Host)) throw new ArgumentException("no host");
            if (string.IsNullOrEmpty(parts.ApplicationName)) parts.ApplicationName = Operator.Length > 0 ? Operator : "actors";
            _place = string.Create(CultureInfo.InvariantCulture, $"PostgreSQL at {parts.Host}:{parts.Port}, database {parts.Database ?? parts.Username}");
            return NpgsqlDataSource.Create(parts);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            throw new OperatorStartException("The connection string of the ledger is none that Npgsql takes; one is Host=db.example.com;Username=operator;Password=…;Database=ledger");
        }
    }

    private NpgsqlBatchCommand DeleteOf(StoredRow[] gone) => new(Delete)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = Operator },
            Texts(gone, static one => one.Row.Key.Controller),
            Texts(gone, static one => one.Row.Key.Uid),
            Longs(gone, static one => one.Row.Epoch),
        },
    };

    private NpgsqlBatchCommand UpsertOf(StoredRow[] rows) => new(Upsert)
    {
        Parameters =
        {
            Texts(rows, _ => Operator),
            Texts(rows, static one => one.Row.Key.Controller),
            Texts(rows, static one => one.Row.Key.Uid),
            Longs(rows, static one => HashOf(one.Row.Key)),
            ArrayOf(rows, NpgsqlDbType.Integer, static one => one.Row.Shard),
            Texts(rows, static one => one.Row.Namespace),
            Texts(rows, static one => one.Row.Name),
            Longs(rows, static one => one.Row.Epoch),
            ArrayOf(rows, NpgsqlDbType.Smallint, static one => (short)one.Row.Outcome),
            ArrayOf(rows, NpgsqlDbType.Integer, static one => one.Row.Failures),
            ArrayOf(rows, NpgsqlDbType.Bigint, static one => one.DueMs),
            Longs(rows, static one => one.WrittenMs),
            Texts(rows, static one => one.Row.Reason),
            Texts(rows, static one => one.Row.Message),
            Longs(rows, static one => one.Row.Generation),
            Longs(rows, static one => one.Row.DoneGeneration),
            Longs(rows, static one => unchecked((long)one.Row.DoneHash)),
            ArrayOf(rows, NpgsqlDbType.Bytea, static one => one.Row.State),
        },
    };

    private static NpgsqlParameter<string[]> Texts(StoredRow[] rows, Converter<StoredRow, string> value) => ArrayOf(rows, NpgsqlDbType.Text, value);

    private static NpgsqlParameter<long[]> Longs(StoredRow[] rows, Converter<StoredRow, long> value) => ArrayOf(rows, NpgsqlDbType.Bigint, value);

    private static NpgsqlParameter<T[]> ArrayOf<T>(StoredRow[] rows, NpgsqlDbType type, Converter<StoredRow, T> value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = Array.ConvertAll(rows, value) };
}
