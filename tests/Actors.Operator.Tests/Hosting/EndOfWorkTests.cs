using Actors.Engine.Tests;
using Actors.Operators.Hosting;
using Actors.Operators.Ledger;
using Actors.Testing;
using OperatorLog = Actors.Operators.Running.OperatorLog;

namespace Actors.Operators.Tests.Hosting;

public sealed class EndOfWorkTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly ManualTime _time = new();
    private readonly OperatorLogLines _log = new();

    [Fact]
    public async Task What_hangs_everywhere_ends_within_one_time_and_each_step_was_begun()
    {
        var work = new Work(_time) { Hangs = true };
        var ending = EndAsync(work);
        await _time.WhenAwaitedAsync(Timeout * 0.95).Soon();
        _time.Advance(Timeout * 0.95);
        await _time.WhenAwaitedAsync(Timeout * 0.05).Soon();
        Assert.Equal(["leave 19", "drain 0", "flush 1"], work.Steps);
        Assert.False(ending.IsCompleted);
        _time.Advance(Timeout * 0.05);
        await ending.Soon();
        Assert.Single(_log.Of(nameof(OperatorLog.NotLeft)));
        Assert.Single(_log.Of(nameof(OperatorLog.NotDrained)));
        Assert.Equal(
            ["The last of what was learned about objects could not be written into the ledger: the 00:00:20 there are for a stop are over"], _log.Of(nameof(LedgerLog.LedgerNotFlushed)));
    }

    [Fact]
    public async Task What_a_step_does_not_need_is_there_for_the_next_ones()
    {
        var work = new Work(_time) { IsWritten = false };
        await EndAsync(work).Soon();
        Assert.Equal(["leave 19", "drain 16", "flush 14"], work.Steps);
        Assert.Empty(_log.Of(nameof(OperatorLog.NotLeft)));
        Assert.Empty(_log.Of(nameof(OperatorLog.NotDrained)));
        Assert.Equal(["The last of what was learned about objects could not be written into the ledger: it is away"], _log.Of(nameof(LedgerLog.LedgerNotFlushed)));
    }

    private Task EndAsync(Work work) => new EndOfWork(Timeout, _time, _log.Log).RunAsync(work, () => work.Hangs ? null : "it is away", CancellationToken.None);

    /// <summary>Hangs in each step, or takes 3 s for each.</summary>
    private sealed class Work(ManualTime time) : IEndingWork
    {
        public bool Hangs { get; init; }

        public bool IsWritten { get; init; } = true;

        public List<string> Steps { get; } = [];

        public Task LeaveAsync(TimeSpan timeout, CancellationToken cancellation) => DoAsync("leave", timeout, cancellation);

        public Task DrainAsync(TimeSpan timeout, CancellationToken cancellation) => DoAsync("drain", timeout, cancellation);

        public async Task<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellation)
        {
            await DoAsync("flush", timeout, cancellation);
            return IsWritten;
        }

        private async Task DoAsync(string step, TimeSpan timeout, CancellationToken cancellation)
        {
            Steps.Add($"{step} {timeout.TotalSeconds}");
            if (Hangs) await new TaskCompletionSource().Task.WaitAsync(timeout, time, cancellation);
            else time.Advance(TimeSpan.FromSeconds(3));
        }
    }
}
