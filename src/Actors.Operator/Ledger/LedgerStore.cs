using System.Data.Common;
using Actors.Ingest;
using Actors.Kernel;
using Actors.Ledger;
using Dapper;

namespace Actors.Operators.Ledger;

/// <summary>A table of rows in a database. What it throws says why it cannot be used, and no secret.</summary>
/// <param name="operator">The operator whose rows are read and written; empty to look at those of all.</param>
internal abstract class LedgerStore(string @operator) : IAsyncDisposable
{
    protected const string Columns =
        "operator, controller, uid, hash, shard, namespace, name, epoch, outcome, failures, due_ms, written_ms, reason, message, generation, done_generation, done_hash, state";

    /// <summary>What becomes of a row that is there: replaced, but by none of an earlier epoch.</summary>
    protected const string Replace =
        """
        DO UPDATE SET shard = excluded.shard, namespace = excluded.namespace, name = excluded.name, epoch = excluded.epoch,
        outcome = excluded.outcome, failures = excluded.failures, due_ms = excluded.due_ms, written_ms = excluded.written_ms, reason = excluded.reason, message = excluded.message,
        generation = excluded.generation, done_generation = excluded.done_generation, done_hash = excluded.done_hash, state = excluded.state
        WHERE excluded.epoch >= actors_ledger.epoch
        """;

    /// <summary>Where it is, for people; without what is secret.</summary>
    public abstract string Place { get; }

    protected string Operator => @operator;

    /// <summary>Connects to it and makes or updates its tables; what is connected already is looked at anew.</summary>
    /// <exception cref="Hosting.OperatorStartException">It is not for this program, whenever it is tried.</exception>
    public abstract Task OpenAsync(CancellationToken cancellation);

    /// <summary>Writes rows, or removes those that are gone, all or none.</summary>
    /// <returns>How many were not taken because there is one of a later epoch.</returns>
    public abstract Task<int> WriteAsync(IReadOnlyList<StoredRow> rows, CancellationToken cancellation);

    /// <summary>The rows whose uids hash into these ranges.</summary>
    public virtual Task<IReadOnlyList<StoredRow>> ReadAsync(IReadOnlyList<HashRange> ranges, CancellationToken cancellation) => UseAsync<IReadOnlyList<StoredRow>>(
        async connection =>
        {
            var found = new List<StoredRow>();
            foreach (var range in ranges)
            {
                await ReadAsync(
                    connection, found, "operator = @Operator AND hash >= @First AND hash <= @Last",
                    [("Operator", Operator), ("First", FirstOf(range)), ("Last", LastOf(range))], cancellation).ConfigureAwait(false);
            }

            return found;
        },
        cancellation);

    /// <summary>All rows, or those of the operator if the store has one, in the order of operator, controller, namespace and name.</summary>
    public Task<IReadOnlyList<StoredRow>> ReadAllAsync(CancellationToken cancellation) => UseAsync<IReadOnlyList<StoredRow>>(
        async connection =>
        {
            var found = new List<StoredRow>();
            await ReadAsync(
                connection, found, "@Operator IN ('', operator) ORDER BY operator, controller, namespace, name, uid", [("Operator", Operator)], cancellation).ConfigureAwait(false);
            return found;
        },
        cancellation);

    /// <summary>Removes the rows, of all or of the store's operator, that were written before.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellation) => UseAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM actors_ledger WHERE @Operator IN ('', operator) AND written_ms < @Before", new { Operator, Before = before.ToUnixTimeMilliseconds() }, cancellationToken: cancellation)),
        cancellation);

    public abstract ValueTask DisposeAsync();

    /// <summary>Does something with a connection that is open.</summary>
    protected internal abstract Task<TResult> UseAsync<TResult>(Func<DbConnection, Task<TResult>> use, CancellationToken cancellation);

    /// <summary>The hash of a uid as a number that sorts the same with a sign.</summary>
    internal static long HashOf(LedgerKey key) => Sortable(Fnv1a.Hash(key.Uid));

    /// <summary>The first of the hashes in a range, as they are stored.</summary>
    protected static long FirstOf(HashRange range) => Sortable(range.Start);

    /// <summary>The last of them.</summary>
    protected static long LastOf(HashRange range) => Sortable(unchecked(range.End - 1));

    private static long Sortable(ulong hash) => unchecked((long)(hash ^ (1UL << 63)));

    private static async Task ReadAsync(
        DbConnection connection, List<StoredRow> found, string which, (string Name, object Value)[] parameters, CancellationToken cancellation)
    {
        var command = connection.CreateCommand();
        await using var disposing = command.ConfigureAwait(false);
        command.CommandText = $"SELECT {Columns} FROM actors_ledger WHERE {which}";
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@" + name, value);
            command.Parameters.Add(parameter);
        }

        var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false)) found.Add(RowOf(reader));
    }

    /// <summary>By <see cref="Columns"/>.</summary>
    private static StoredRow RowOf(DbDataReader reader) => new(
        reader.GetString(0),
        new LedgerRow
        {
            Key = new LedgerKey(reader.GetString(1), reader.GetString(2)), Shard = reader.GetInt32(4), Namespace = reader.GetString(5), Name = reader.GetString(6),
            Epoch = reader.GetInt64(7), Outcome = (LedgerOutcome)reader.GetInt16(8), Failures = reader.GetInt32(9), Reason = reader.GetString(12), Message = reader.GetString(13),
            Generation = reader.GetInt64(14), DoneGeneration = reader.GetInt64(15), DoneHash = unchecked((ulong)reader.GetInt64(16)),
            State = reader.IsDBNull(17) ? null : reader.GetFieldValue<byte[]>(17),
        },
        reader.IsDBNull(10) ? null : reader.GetInt64(10),
        reader.GetInt64(11));
}
