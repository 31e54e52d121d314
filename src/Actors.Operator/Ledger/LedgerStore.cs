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
    protected const string OnConflict =
        """
         ON CONFLICT (operator, controller, uid) DO UPDATE SET hash = excluded.hash, shard = excluded.shard, namespace = excluded.namespace, name = excluded.name, epoch = excluded.epoch,
         outcome = excluded.outcome, failures = excluded.failures, due_ms = excluded.due_ms, written_ms = excluded.written_ms, reason = excluded.reason, message = excluded.message,
         generation = excluded.generation, done_generation = excluded.done_generation, done_hash = excluded.done_hash, state = excluded.state
         WHERE excluded.epoch >= actors_ledger.epoch
        """;

    private const string Select =
        """
        SELECT operator AS Operator, controller AS Controller, uid AS Uid, shard AS Shard, namespace AS Namespace, name AS Name, epoch AS Epoch, outcome AS Outcome, failures AS Failures,
        due_ms AS DueMs, written_ms AS WrittenMs, reason AS Reason, message AS Message, generation AS Generation, done_generation AS DoneGeneration, done_hash AS DoneHash, state AS State
        FROM actors_ledger WHERE
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
    public Task<IReadOnlyList<StoredRow>> ReadAsync(IReadOnlyList<HashRange> ranges, CancellationToken cancellation) => UseAsync<IReadOnlyList<StoredRow>>(
        async connection =>
        {
            var found = new List<StoredRow>();
            foreach (var range in ranges)
            {
                var bounds = new { Operator, First = Sortable(range.Start), Last = Sortable(unchecked(range.End - 1)) };
                var query = new CommandDefinition($"{Select} operator = @Operator AND hash >= @First AND hash <= @Last", bounds, cancellationToken: cancellation);
                found.AddRange((await connection.QueryAsync<Record>(query).ConfigureAwait(false)).Select(static one => one.ToRow()));
            }

            return found;
        },
        cancellation);

    /// <summary>All rows, or those of the operator if the store has one, in the order of operator, controller, namespace and name.</summary>
    public Task<IReadOnlyList<StoredRow>> ReadAllAsync(CancellationToken cancellation) => UseAsync<IReadOnlyList<StoredRow>>(
        async connection =>
        {
            var query = new CommandDefinition($"{Select} @Operator IN ('', operator) ORDER BY operator, controller, namespace, name, uid", new { Operator }, cancellationToken: cancellation);
            return [.. (await connection.QueryAsync<Record>(query).ConfigureAwait(false)).Select(static one => one.ToRow())];
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
    protected static long HashOf(LedgerKey key) => Sortable(Fnv1a.Hash(key.Uid));

    private static long Sortable(ulong hash) => unchecked((long)(hash ^ (1UL << 63)));

    /// <summary>As Dapper reads it.</summary>
    private sealed class Record
    {
        public string Operator { get; set; } = "";
        public string Controller { get; set; } = "";
        public string Uid { get; set; } = "";
        public int Shard { get; set; }
        public string Namespace { get; set; } = "";
        public string Name { get; set; } = "";
        public long Epoch { get; set; }
        public int Outcome { get; set; }
        public int Failures { get; set; }
        public long? DueMs { get; set; }
        public long WrittenMs { get; set; }
        public string Reason { get; set; } = "";
        public string Message { get; set; } = "";
        public long Generation { get; set; }
        public long DoneGeneration { get; set; }
        public long DoneHash { get; set; }
        public byte[]? State { get; set; }

        public StoredRow ToRow() => new(
            Operator,
            new LedgerRow
            {
                Key = new LedgerKey(Controller, Uid), Shard = Shard, Namespace = Namespace, Name = Name, Epoch = Epoch, Outcome = (LedgerOutcome)Outcome, Failures = Failures,
                Reason = Reason, Message = Message, Generation = Generation, DoneGeneration = DoneGeneration, DoneHash = unchecked((ulong)DoneHash), State = State,
            },
            DueMs,
            WrittenMs);
    }
}
