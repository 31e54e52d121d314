using System.Text;
using Actors.Kernel;
using Actors.Ledger;
using Actors.Sharding;

namespace Actors.Operators.Ledger.Tests;

/// <summary>What every store of rows has to do, the simulated one and the real ones.</summary>
public abstract class LedgerContract : IAsyncLifetime
{
    private const int Shards = 16;

    private protected LedgerClock Clock { get; } = new();

    /// <summary>Closes the store if it is open, and opens it for an operator. What was written is there.</summary>
    protected abstract Task OpenAsync(string owner);

    private protected abstract Task<object> PerformAsync(Effect effect);

    public virtual Task InitializeAsync() => OpenAsync("one");

    public virtual Task DisposeAsync() => Task.CompletedTask;

    [StoreFact]
    public async Task A_row_is_read_as_it_was_written()
    {
        var full = Row("full", 5) with
        {
            Namespace = "ns", Name = "näme 😀", Shard = 255, Outcome = LedgerOutcome.Failed, Failures = int.MaxValue, Reason = "Timeout", Message = "it's \"late\"\nby ü 😀 \\ %s {0} @x",
            Generation = long.MaxValue, DoneGeneration = 3, DoneHash = ulong.MaxValue, State = Encoding.UTF8.GetBytes("{\"é\":1}"), Due = Clock.Now + TimeSpan.FromSeconds(90),
        };
        var empty = new LedgerRow { Key = new LedgerKey("databases", "empty") };
        await WriteAsync(full, empty);
        var read = await ReadAsync();
        Assert.Equal(["empty", "full"], read.Select(static one => one.Key.Uid));
        AssertSame(empty, read[0]);
        AssertSame(full, read[1]);
    }

    [StoreFact]
    public async Task The_largest_state_is_kept()
    {
        var state = new byte[LedgerRow.StateMax];
        new Random(1).NextBytes(state);
        await WriteAsync(Row("a") with { State = state }, Row("b") with { State = [] });
        var read = await ReadAsync();
        Assert.True(state.AsSpan().SequenceEqual(read[0].State));
        Assert.Equal(0, read[1].State?.Length);
    }

    [StoreFact]
    public async Task A_later_row_replaces_the_one_there_is_and_none_but_that()
    {
        await WriteAsync(Row("a", 1) with { Failures = 1, State = [1], Message = "m" }, Row("b", 1), new LedgerRow { Key = new LedgerKey("caches", "a"), Epoch = 9 });
        Assert.Equal(0, await WriteAsync(Row("a", 1) with { Failures = 2 }));
        Assert.Equal(0, await WriteAsync(Row("a", 2) with { Failures = 3 }));
        var read = await ReadAsync();
        Assert.Equal(["caches a 0 9", "databases a 3 2", "databases b 0 1"], read.Select(static one => $"{one.Key.Controller} {one.Key.Uid} {one.Failures} {one.Epoch}").Order(StringComparer.Ordinal));
        Assert.All(read, static one => Assert.Equal((null, ""), (one.State, one.Message)));
    }

    [StoreFact]
    public async Task Who_has_lost_a_shard_replaces_nothing_his_successor_has_written()
    {
        await WriteAsync(Row("a", 8) with { Failures = 8 }, Row("b", 7) with { Failures = 7 });
        var late = Row("x", 7).Epoch;
        Assert.Equal(1, await WriteAsync(Row("a", late) with { Failures = 1 }, Row("b", late) with { Failures = 1 }, Row("c", late) with { Failures = 1 }));
        await WriteAsync(Row("a", late) with { IsGone = true });
        Assert.Equal(["a 8", "b 1", "c 1"], (await ReadAsync()).Select(static one => $"{one.Key.Uid} {one.Failures}"));
    }

    [StoreFact]
    public async Task A_row_of_an_object_that_is_gone_goes()
    {
        await WriteAsync(Row("a", 1), Row("b", 1), Row("c", 1));
        Assert.Equal(0, await WriteAsync(Row("a", 1) with { IsGone = true }, Row("b", 2), Row("c", 2) with { IsGone = true }, Row("d", 1) with { IsGone = true }));
        Assert.Equal(["b"], (await ReadAsync()).Select(static one => one.Key.Uid));
    }

    [StoreFact]
    public async Task Only_the_rows_of_the_shards_asked_for_are_read_however_many_shards_there_are()
    {
        LedgerRow[] rows = [.. Enumerable.Range(0, 300).Select(static at => Row($"{at:x8}-0000-4000-8000-000000000000"))];
        await WriteAsync(rows);
        foreach (var (count, wanted) in ((int, Predicate<int>)[])[(16, _ => true), (16, at => at == 0), (16, at => at == 15), (16, at => at % 3 == 0), (1, _ => true), (7, at => at > 3), (16, _ => false)])
        {
            bool[] shards = [.. Enumerable.Range(0, count).Select(at => wanted(at))];
            var expected = rows.Select(static one => one.Key.Uid).Where(uid => shards[ShardRange.ShardOf(uid, count)]);
            Assert.Equal(expected.Order(StringComparer.Ordinal), (await ReadAsync(shards)).Select(static one => one.Key.Uid));
        }
    }

    [StoreFact]
    public async Task What_was_written_is_there_when_it_is_opened_again_and_every_operator_has_its_own()
    {
        await WriteAsync(Row("a", 5));
        await OpenAsync("two");
        Assert.Empty(await ReadAsync());
        await WriteAsync(Row("a", 1) with { Failures = 2 });
        await OpenAsync("one");
        Assert.Equal((5L, 0), (Assert.Single(await ReadAsync()) is var one ? one.Epoch : 0, one.Failures));
    }

    [StoreFact]
    public async Task Nothing_is_written_and_nothing_read()
    {
        Assert.Equal(0, await WriteAsync());
        Assert.Empty(await ReadAsync());
    }

    [StoreFact]
    public async Task The_largest_batch_is_written()
    {
        LedgerRow[] rows = [.. Enumerable.Range(0, 10_000).Select(static at => Row($"u{at}") with { Message = "it failed", Failures = at })];
        await WriteAsync(rows);
        var read = await ReadAsync();
        Assert.Equal(rows.Length, read.Count);
        Assert.Equal(Enumerable.Range(0, 10_000), read.Select(static one => one.Failures).Order());
    }

    [StoreFact]
    public async Task A_wait_goes_on_while_nobody_runs()
    {
        await WriteAsync(Row("a") with { Due = Clock.Now + TimeSpan.FromMinutes(10) });
        Clock.Wall += TimeSpan.FromMinutes(4);
        Clock.Now = new Instant(0);
        Assert.Equal(TimeSpan.FromMinutes(6), await WaitAsync());
    }

    [StoreFact]
    public async Task What_is_overdue_is_due_now()
    {
        await WriteAsync(Row("a") with { Due = Clock.Now + TimeSpan.FromMinutes(10) });
        Clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.Zero, await WaitAsync());
        await WriteAsync(Row("a") with { Due = new Instant(0) });
        Assert.Equal(TimeSpan.Zero, await WaitAsync());
    }

    [StoreFact]
    public async Task A_clock_that_is_set_back_has_nothing_wait_longer_than_it_was_to_wait()
    {
        await WriteAsync(Row("a") with { Due = Clock.Now + TimeSpan.FromMinutes(10) });
        Clock.Wall -= TimeSpan.FromDays(1);
        Assert.Equal(TimeSpan.FromMinutes(10), await WaitAsync());
    }

    [StoreFact]
    public async Task A_clock_that_is_set_forward_has_it_due_and_not_earlier_than_now()
    {
        await WriteAsync(Row("a") with { Due = Clock.Now + TimeSpan.FromMinutes(10) });
        Clock.Wall += TimeSpan.FromDays(1);
        Assert.Equal(TimeSpan.Zero, await WaitAsync());
        Assert.Equal(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(10), Assert.Single(await ReadAsync()).Overdue);
    }

    private protected static LedgerRow Row(string uid, long epoch = 0) => new() { Key = new LedgerKey("databases", uid), Epoch = epoch };

    /// <returns>How many were refused.</returns>
    private protected async Task<int> WriteAsync(params LedgerRow[] rows) => Assert.IsType<RowsPersisted>(await PerformAsync(new PersistRows(rows))).Refused;

    /// <summary>All rows, by uid.</summary>
    private protected async Task<IReadOnlyList<LedgerRow>> ReadAsync(bool[]? shards = null)
    {
        var read = Assert.IsType<RowsRead>(await PerformAsync(new ReadRows(7, shards ?? [.. Enumerable.Repeat(true, Shards)])));
        Assert.Equal(7, read.Number);
        return [.. read.Rows.OrderBy(static one => one.Key.Uid, StringComparer.Ordinal)];
    }

    private async Task<TimeSpan> WaitAsync() => Assert.Single(await ReadAsync()).Due!.Value - Clock.Now;

    private static void AssertSame(LedgerRow written, LedgerRow read)
    {
        Assert.Equal(written.State, read.State);
        Assert.Equal(written with { State = null }, read with { State = null });
    }
}
