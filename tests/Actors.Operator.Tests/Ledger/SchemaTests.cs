using Actors.Ledger;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Operators.Ledger.Tests;

public sealed class SchemaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger").FullName;

    private string Db => Path.Combine(_folder, "ledger.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Rows_of_an_older_program_are_there_after_the_update_and_can_be_replaced()
    {
        await MakeVersion1Async("a", "b");
        await using var ledger = new StoreFaults(new SqliteLedger("one", Db, isOwned: true, NullLogger.Instance));
        await ledger.StartAsync();
        Assert.Equal("a7 b7", await ledger.ReadAsync());
        Assert.Null(await ledger.WriteAsync(8, "b", "c"));
        Assert.Equal("a7 b8 c8", await ledger.ReadAsync());
    }

    [Fact]
    public async Task An_update_that_fails_leaves_the_ledger_as_it_was()
    {
        await MakeVersion1Async("a");
        await using (var connection = Connect())
            await connection.ExecuteAsync("CREATE TABLE actors_ledger_next (in_the_way integer)");
        await using (var ledger = new StoreFaults(new SqliteLedger("one", Db, isOwned: true, NullLogger.Instance)))
        {
            await ledger.StartAsync();
            Assert.Contains("actors_ledger_next", ledger.Runner.Problem, StringComparison.Ordinal);
        }

        await using var after = Connect();
        Assert.Equal(1, await after.ExecuteScalarAsync<int>("SELECT max(version) FROM actors_ledger_schema"));
        Assert.Equal(1, await after.ExecuteScalarAsync<int>("SELECT count(*) FROM actors_ledger"));
    }

    private async Task MakeVersion1Async(params string[] uids)
    {
        await using var connection = Connect();
        await connection.ExecuteAsync("CREATE TABLE actors_ledger_schema (version integer NOT NULL); INSERT INTO actors_ledger_schema VALUES (1)");
        await connection.ExecuteAsync(SqliteLedger.Schema.Script(1));
        foreach (var uid in uids)
        {
            await connection.ExecuteAsync(
                "INSERT INTO actors_ledger VALUES ('one', 'databases', @uid, @hash, 3, 'default', 'it', 0, 3, 7, 5000, 4000, '', '', 1, 1, 0, NULL)",
                new { uid, hash = LedgerStore.HashOf(new LedgerKey("databases", uid)) });
        }
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Db};Pooling=False");
        connection.Open();
        return connection;
    }
}
