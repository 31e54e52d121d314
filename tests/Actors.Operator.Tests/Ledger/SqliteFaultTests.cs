using Actors.Engine.Tests;
using Actors.Operators.Hosting;

namespace Actors.Operators.Ledger.Tests;

public sealed class SqliteFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger").FullName;
    private readonly CapturedLog _log = new();

    private string Db => Path.Combine(_folder, "ledger.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_no_database_is_set_aside_and_never_deleted()
    {
        foreach (var (text, number) in ((string, int)[])[("this is no database, and long enough to be looked at as one", 1), ("nor is this, however often it is tried and whoever does it", 2)])
        {
            await File.WriteAllTextAsync(Db, text);
            await using var ledger = Open();
            await ledger.StartAsync();
            Assert.Null(await ledger.WriteAsync(number, "a"));
            Assert.Equal($"a{number}", await ledger.ReadAsync());
            Assert.Equal(text, await File.ReadAllTextAsync($"{Db}.corrupt-{number}"));
        }

        Assert.Equal(2, _log.Of(nameof(LedgerLog.LedgerSetAside)).Count);
        Assert.Contains($"was set aside as {Db}.corrupt-1", _log.Of(nameof(LedgerLog.LedgerSetAside))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_damaged_inside_is_found_out_at_the_start()
    {
        await using (var ledger = Open()) Assert.Null(await ledger.WriteAsync(1, [.. Enumerable.Range(0, 2000).Select(static at => $"u{at}")]));
        var bytes = await File.ReadAllBytesAsync(Db);
        bytes.AsSpan(bytes.Length / 2, 20_000).Fill(0xA5);
        await File.WriteAllBytesAsync(Db, bytes);
        await using var again = Open();
        Assert.Equal("", await again.ReadAsync());
        Assert.Null(await again.WriteAsync(1, "a"));
        Assert.Single(_log.Of(nameof(LedgerLog.LedgerSetAside)));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Db + ".corrupt-1"));
    }

    [Fact]
    public async Task Two_processes_cannot_have_one_file_but_others_can_look_at_it()
    {
        await using var first = Open();
        await first.StartAsync();
        Assert.Null(await first.WriteAsync(1, "a"));
        await using (var second = Open())
        {
            var refused = await Assert.ThrowsAsync<OperatorStartException>(second.StartAsync);
            Assert.Contains($"{Db} is in use by another process", refused.Message, StringComparison.Ordinal);
        }

        await using (var visitor = new SqliteLedger("", Db, isOwned: false, _log))
        {
            await visitor.OpenAsync(CancellationToken.None);
            Assert.Equal(("one", "a"), (Assert.Single(await visitor.ReadAllAsync(CancellationToken.None)) is var row ? row.Operator : "", row.Row.Key.Uid));
        }

        await first.DisposeAsync();
        await using var next = Open();
        await next.StartAsync();
        Assert.Equal("a1", await next.ReadAsync());
    }

    [Fact]
    public async Task A_disk_that_is_full_leaves_no_half_batch_and_all_is_written_when_there_is_room()
    {
        await using var ledger = Open();
        Assert.Null(await ledger.WriteAsync(1, "a"));
        await ledger.ExecuteAsync("PRAGMA max_page_count = 1");
        string[] many = ["a", .. Enumerable.Range(0, 2000).Select(static at => $"u{at}")];
        Assert.Contains("full", await ledger.WriteAsync(2, many), StringComparison.Ordinal);
        Assert.Contains("full", Assert.Single(_log.Of(nameof(LedgerLog.LedgerAway))), StringComparison.Ordinal);
        Assert.Equal("a1", await ledger.ReadAsync());

        // The limit was that connection's.
        Assert.Null(await ledger.WriteAsync(2, many));
        Assert.Equal(2001, (await ledger.ReadAsync()).Split(' ').Length);
        Assert.Single(_log.Of(nameof(LedgerLog.LedgerBack)));
    }

    [Fact]
    public async Task What_cannot_be_written_is_said_and_what_is_there_can_be_read()
    {
        await using var ledger = Open();
        Assert.Null(await ledger.WriteAsync(1, "a"));
        await ledger.ExecuteAsync("PRAGMA query_only = ON");
        Assert.Contains("readonly", await ledger.WriteAsync(2, "a"), StringComparison.Ordinal);
        Assert.Single(_log.Of(nameof(LedgerLog.LedgerAway)));
        Assert.Equal("a1", await ledger.ReadAsync());
    }

    [Fact]
    public async Task Where_no_file_can_be_made_the_operator_works_without()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "");
        await using var ledger = new StoreFaults(new SqliteLedger("one", Path.Combine(_folder, "file", "ledger.db"), isOwned: true, _log), log: _log);
        await ledger.StartAsync();
        Assert.NotNull(ledger.Runner.Problem);
        Assert.NotNull(await ledger.WriteAsync(1, "a"));
        Assert.StartsWith("unread: ", await ledger.ReadAsync(), StringComparison.Ordinal);
        Assert.Single(_log.Of(nameof(LedgerLog.LedgerAway)));
        File.Delete(Path.Combine(_folder, "file"));
        Assert.Null(await ledger.WriteAsync(2, "a"));
        Assert.Null(ledger.Runner.Problem);
    }

    [Fact]
    public async Task A_batch_is_written_as_a_whole_or_not_at_all()
    {
        await using var ledger = Open();
        Assert.Null(await ledger.WriteAsync(1, "a", "b"));
        await ledger.ExecuteAsync("CREATE TRIGGER no BEFORE INSERT ON actors_ledger WHEN NEW.uid = 'bad' BEGIN SELECT RAISE(ABORT, 'on purpose'); END");
        Assert.Contains("on purpose", await ledger.WriteAsync(2, "a", "bad", "b"), StringComparison.Ordinal);
        Assert.Equal("a1 b1", await ledger.ReadAsync());
        await ledger.ExecuteAsync("DROP TRIGGER no");
        Assert.Null(await ledger.WriteAsync(2, "a", "bad", "b"));
        Assert.Equal("a2 b2 bad2", await ledger.ReadAsync());
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_left_alone()
    {
        await using (var ledger = Open())
        {
            Assert.Null(await ledger.WriteAsync(1, "a"));
            await ledger.ExecuteAsync($"INSERT INTO actors_ledger_schema (version) VALUES ({SqliteLedger.Schema.Newest + 1})");
        }

        await using var older = Open();
        var refused = await Assert.ThrowsAsync<OperatorStartException>(older.StartAsync);
        Assert.Equal(
            $"The ledger in {Db} is of version {SqliteLedger.Schema.Newest + 1}, and this program knows version {SqliteLedger.Schema.Newest} at most: run the newer program, or give this one a ledger of its own",
            refused.Message);
    }

    private StoreFaults Open() => new(new SqliteLedger("one", Db, isOwned: true, _log), log: _log);
}
