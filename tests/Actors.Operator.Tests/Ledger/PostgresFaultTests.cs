using Actors.Operators.Hosting;

namespace Actors.Operators.Ledger.Tests;

[NeedsPostgres]
public sealed class PostgresFaultTests : IAsyncLifetime
{
    private PostgresServer _server = null!;
    private string _connection = "";

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        _connection = await _server.NewDatabaseAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [StoreFact]
    public async Task A_server_that_is_away_at_the_start_is_used_as_soon_as_it_is_there()
    {
        await _server.KillAsync();
        await using var ledger = Open();
        await ledger.StartAsync();
        Assert.NotNull(ledger.Runner.Problem);
        Assert.NotNull(await ledger.WriteAsync(1, "a"));
        Assert.StartsWith("unread: ", await ledger.ReadAsync(), StringComparison.Ordinal);
        await _server.ResumeAsync();
        Assert.Null(await ledger.WriteAsync(2, "a"));
        Assert.Null(ledger.Runner.Problem);
        Assert.Equal("a2", await ledger.ReadAsync());
        Assert.Single(ledger.Log.Of(nameof(LedgerLog.LedgerAway)));
        Assert.Single(ledger.Log.Of(nameof(LedgerLog.LedgerBack)));
    }

    [StoreFact]
    public async Task A_server_that_is_killed_in_the_middle_of_a_batch_has_all_that_was_written_before_and_none_of_that()
    {
        await using var ledger = Open();
        Assert.Null(await ledger.WriteAsync(1, "a", "b", "c"));
        await using (await LockedRow.OfAsync(_connection, "b"))
        {
            var writing = ledger.WriteAsync(2, "a", "b", "c", "d");
            await LockedRow.AwaitWaiterAsync(_connection);
            await _server.KillAsync();
            Assert.NotNull(await writing);
        }

        await _server.ResumeAsync();
        Assert.Equal("a1 b1 c1", await ledger.ReadAsync());
        Assert.Null(await ledger.WriteAsync(2, "a", "b", "c", "d"));
        Assert.Equal("a2 b2 c2 d2", await ledger.ReadAsync());
    }

    [StoreFact]
    public async Task Whenever_a_server_is_killed_what_was_reported_as_written_is_there()
    {
        await using var ledger = Open();
        var (written, random) = (0, new Random(1));
        for (var kill = 0; kill < 3; kill++)
        {
            // As many batches as fit in until the server is gone, which is at a moment nobody chooses.
            var wanted = written + 1 + random.Next(40);
            var dying = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var killing = dying.Task.ContinueWith(_ => _server.KillAsync(), TaskScheduler.Default).Unwrap();
            for (var at = written + 1; await ledger.WriteAsync(at, "a", "b") is null; at++)
            {
                written = at;
                if (at == wanted) dying.SetResult();
            }

            Assert.True(written >= wanted);
            await killing;
            await _server.ResumeAsync();
            var there = await ledger.ReadAsync();
            Assert.Contains(there, (string[])[$"a{written} b{written}", $"a{written + 1} b{written + 1}"]);
        }
    }

    [StoreFact]
    public async Task A_server_that_is_slow_counts_as_away_until_it_answers()
    {
        await using (var ready = Open()) Assert.Null(await ready.WriteAsync(1, "a"));
        await using var ledger = Open(TimeSpan.FromMilliseconds(500));
        await using (await LockedRow.OfAsync(_connection, "a")) Assert.Equal("no answer within 00:00:00.5000000", await ledger.WriteAsync(2, "a", "b"));
        await using var patient = Open();
        Assert.Equal("a1", await patient.ReadAsync());
        Assert.Null(await patient.WriteAsync(2, "a", "b"));
        Assert.Equal("a2 b2", await patient.ReadAsync());
    }

    [StoreFact]
    public async Task A_database_that_can_only_be_read_is_read()
    {
        await using (var ready = Open()) Assert.Null(await ready.WriteAsync(1, "a"));
        await using var ledger = Open(more: ";Options=-c default_transaction_read_only=on");
        await ledger.StartAsync();
        Assert.Null(ledger.Runner.Problem);
        Assert.Equal("a1", await ledger.ReadAsync());
        Assert.Contains("read-only", await ledger.WriteAsync(2, "a"), StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task A_disk_that_is_full_leaves_no_half_batch_and_all_is_written_when_there_is_room()
    {
        await using var ledger = Open();
        Assert.Null(await ledger.WriteAsync(1, "a"));

        // As the server says it, of the row that finds no room any more.
        await PostgresServer.ExecuteAsync(
            _connection,
            """
            CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = 'could not extend file "base/5/16385": No space left on device'; END $$;
            CREATE TRIGGER no_room BEFORE INSERT ON actors_ledger FOR EACH ROW WHEN (NEW.uid = 'c') EXECUTE FUNCTION no_room()
            """);
        Assert.Contains("No space left on device", await ledger.WriteAsync(2, "a", "b", "c"), StringComparison.Ordinal);
        Assert.Contains("No space left on device", Assert.Single(ledger.Log.Of(nameof(LedgerLog.LedgerAway))), StringComparison.Ordinal);
        Assert.Equal("a1", await ledger.ReadAsync());
        await PostgresServer.ExecuteAsync(_connection, "DROP TRIGGER no_room ON actors_ledger");
        Assert.Null(await ledger.WriteAsync(2, "a", "b", "c"));
        Assert.Equal("a2 b2 c2", await ledger.ReadAsync());
        Assert.Single(ledger.Log.Of(nameof(LedgerLog.LedgerBack)));
    }

    [StoreFact]
    public async Task Replicas_that_start_at_once_make_the_tables_once()
    {
        StoreFaults[] replicas = [.. Enumerable.Range(0, 8).Select(_ => Open())];
        await Task.WhenAll(replicas.Select(static one => one.StartAsync()));
        Assert.All(replicas, static one => Assert.Null(one.Runner.Problem));
        Assert.Equal(1L, await PostgresServer.ExecuteAsync(_connection, "SELECT count(*) FROM actors_ledger_schema"));
        foreach (var one in replicas) await one.DisposeAsync();
    }

    [StoreFact]
    public async Task A_database_of_a_newer_program_is_left_alone()
    {
        await using (var ledger = Open()) Assert.Null(await ledger.WriteAsync(1, "a"));
        await PostgresServer.ExecuteAsync(_connection, $"INSERT INTO actors_ledger_schema (version) VALUES ({PostgresLedger.Schema.Newest + 1})");
        await using var older = Open();
        var refused = await Assert.ThrowsAsync<OperatorStartException>(older.StartAsync);
        Assert.Contains($"is of version {PostgresLedger.Schema.Newest + 1}, and this program knows version {PostgresLedger.Schema.Newest} at most", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("The ledger in PostgreSQL at 127.0.0.1:", refused.Message, StringComparison.Ordinal);
    }

    private StoreFaults Open(TimeSpan? timeout = null, string more = "") => new(new PostgresLedger("one", () => _connection + more), timeout);
}

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("Host=db;Pasword=hunter2")]
    [InlineData("postgres://user:hunter2@db/ledger?x=1")]
    [InlineData("hunter2")]
    [InlineData("Host=db;Password=hunter2;Port=many")]
    [InlineData("Password=hunter2")]
    [InlineData("")]
    public async Task A_connection_string_that_is_none_is_refused_without_being_shown(string text)
    {
        await using var ledger = new PostgresLedger("one", () => text);
        var refused = await Assert.ThrowsAsync<OperatorStartException>(() => ledger.OpenAsync(CancellationToken.None));
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("connection string", refused.Message, StringComparison.Ordinal);
    }
}
