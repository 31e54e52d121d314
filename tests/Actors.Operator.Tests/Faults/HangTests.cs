using Actors.Engine.Tests;
using Actors.Operators.Hosting;
using Actors.Reconciling;

namespace Actors.Operators.Tests.Faults;

/// <summary>A reconciler that does not end, or takes all the time it gets.</summary>
public sealed class HangTests : FaultTestBase
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    // What one that was asked to end has left before others get its place.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _begun = Waiting.Signal();

    [Fact]
    public async Task One_that_waits_for_ever_is_ended_at_its_time_limit_and_tried_again()
    {
        var attempts = 0;
        Reconciler.OnReconcile = async (context, cancellation) =>
        {
            if (context.Object.Metadata.Name != "bad") return await ShowSizeAsync(context, cancellation);
            if (Interlocked.Increment(ref attempts) > 1) return await ShowSizeAsync(context, cancellation);
            _begun.SetResult();
            await Waiting.Signal().Task.WaitAsync(cancellation);
            return Outcome.Done;
        };
        await StartAsync(static options => options.TimeLimit(Limit).MaxConcurrent(1).Backoff(Steady));
        await CreateAsync("bad");
        await _begun.Task.Soon();
        await CreateAsync("good");
        await StateAsync("good", static one => one.State is ResourceState.Waiting);

        // Its time limit is set when its actor is heard of.
        await StateAsync("bad", static one => one.State is ResourceState.Running);
        await PassAsync(Limit, () => Assert.Equal(1, Volatile.Read(ref attempts)));

        await AdvanceUntilAsync(Around, WhenSeenAsync("good", 1));
        var state = await StateAsync("bad", static one => one.State == ResourceState.Backoff);
        Assert.Equal((1, "TimedOut", "It did not end within 00:01:00"), (state.Failures, state.LastError!.Reason, state.LastError.Message));
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), WhenSeenAsync("bad", 1));
    }

    [Fact]
    public async Task One_that_does_not_listen_keeps_its_object_and_nothing_else()
    {
        var release = Waiting.Signal();
        var (running, most, attempts) = (0, 0, 0);
        Exception? refused = null;
        Reconciler.OnReconcile = async (context, cancellation) =>
        {
            if (context.Object.Metadata.Name != "bad") return await ShowSizeAsync(context, cancellation);
            most = Math.Max(most, Interlocked.Increment(ref running));
            try
            {
                if (Interlocked.Increment(ref attempts) > 1) return await ShowSizeAsync(context, cancellation);
                _begun.SetResult();
                await release.Task;
                refused = await Record.ExceptionAsync(() => ShowSizeAsync(context, CancellationToken.None));
                return Outcome.Done;
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        };
        await StartAsync(static options => options.TimeLimit(Limit).MaxConcurrent(1).Backoff(Steady));
        await CreateAsync("bad");
        await _begun.Task.Soon();
        await CreateAsync("good");
        await StateAsync("good", static one => one.State is ResourceState.Waiting);

        // Its time limit is set when its actor is heard of.
        await StateAsync("bad", static one => one.State is ResourceState.Running);
        Time.Advance(Limit + Around);
        await Time.WhenAwaitedAsync(Grace, Around).Soon();
        await PassAsync(Grace, () => Assert.DoesNotContain(Kit.Log, static one => one.Contains("still runs", StringComparison.Ordinal)));

        // Its place is another's, and the log says why; whatever happens to its object, it is the only one at work on that.
        await AdvanceUntilAsync(Around, WhenSeenAsync("good", 1));
        Assert.True((await StateAsync("bad", static one => one.IsHanging)).State is ResourceState.Running);
        Assert.Single(Kit.Log, static one => one.Contains("gadget default/bad was asked to end 00:00:10 ago and still runs", StringComparison.Ordinal));
        await Kit.ChangeAsync<Gadget>(Space, "bad", static one => one.Spec.Size = 2);
        await StateAsync("bad", static one => one.State == ResourceState.RunningDirty);
        await AdvanceAsync(TimeSpan.FromMinutes(1), 20);
        Assert.Equal(1, Volatile.Read(ref attempts));

        release.SetResult();
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), WhenSeenAsync("bad", 2));
        Assert.Equal(1, most);
        Assert.IsType<InvalidOperationException>(refused);
    }

    [Fact]
    public async Task Those_that_burn_their_threads_time_and_memory_hold_up_nobody_else()
    {
        var burning = 0;
        var burners = Math.Max(4, 2 * Environment.ProcessorCount);
        using var isOver = new ManualResetEventSlim();
        Reconciler.OnReconcile = (context, cancellation) =>
        {
            if (!context.Object.Metadata.Name!.StartsWith("bad", StringComparison.Ordinal)) return ShowSizeAsync(context, cancellation);
            if (Interlocked.Increment(ref burning) == burners) _begun.TrySetResult();
            while (!isOver.IsSet) GC.KeepAlive(new byte[100_000]);
            return Task.FromResult(Outcome.Done);
        };
        await StartAsync(options => options.TimeLimit(Limit).MaxConcurrent(burners));
        try
        {
            for (var number = 0; number < burners; number++) await CreateAsync($"bad-{number}");
            await _begun.Task.Soon();
            await CreateAsync("good");
            await StateAsync("good", static one => one.State is ResourceState.Waiting);
            Time.Advance(Limit + Around);
            Assert.True(Replica.WhenTerminated is { IsCompleted: false });
            await AdvanceUntilAsync(TimeSpan.FromSeconds(1), WhenSeenAsync("good", 1));
            Assert.Equal(burners, Volatile.Read(ref burning));
        }
        finally
        {
            isOver.Set();
        }
    }
}
