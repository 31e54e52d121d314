using System.Net;
using Actors.Engine.Tests;
using Actors.Kubernetes.Models;
using Actors.Reconciling;

namespace Actors.Operators.Tests.Faults;

/// <summary>An object that fails costs the API server what its backoff allows and no more, and the others nothing.</summary>
public sealed class BackoffTests : FaultTestBase
{
    // 1 s doubling to 8 s.
    private static readonly int[] Waits = [1, 2, 4, 8, 8, 8];

    private int _attempts;

    [Theory]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    public async Task What_the_server_refuses_is_asked_for_once_in_each_wait(HttpStatusCode status)
    {
        Reconciler.OnReconcile = (context, cancellation) =>
            context.Object.Metadata.Name == "bad" ? CountAsync(() => ApplySizeAsync(context, cancellation)) : ShowSizeAsync(context, cancellation);
        await StartAsync(static options => options.Owns<V1ConfigMap>().Backoff(Steady));
        using var fault = Kit.Requests.Fail("patch", "configmaps", status, Testing.OperatorRequests.Always);
        await FailAsync();
        Assert.Equal((_attempts, _attempts), (fault.Hits, WritesFor("bad")));

        // When it is over, all is made up for at the next try.
        fault.Dispose();
        await StateAsync("bad", static one => one.State == ResourceState.Backoff);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(8), WhenSeenAsync("bad", 1));
        Assert.Equal("1", (await Kit.FindAsync<V1ConfigMap>(Space, "bad"))!.Data!["size"]);

        // What it has written is seen before it has ended.
        await StateAsync("bad", static one => one is { Failures: 0, LastError: null });
    }

    [Fact]
    public async Task A_reconciler_that_throws_is_called_once_in_each_wait_and_costs_no_request()
    {
        var isWell = false;
        Reconciler.OnReconcile = (context, cancellation) => context.Object.Metadata.Name == "bad"
            ? CountAsync(() => Volatile.Read(ref isWell) ? ShowSizeAsync(context, cancellation) : throw new InvalidOperationException("as it was told to"))
            : ShowSizeAsync(context, cancellation);
        await StartAsync(static options => options.Backoff(Steady));
        await FailAsync();
        Assert.Equal(0, WritesFor("bad"));
        Assert.Equal((_attempts, "as it was told to"), await LastErrorAsync("bad"));
        Volatile.Write(ref isWell, true);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(8), WhenSeenAsync("bad", 1));
    }

    [Fact]
    public async Task A_change_of_what_is_wanted_is_tried_at_once_and_uses_up_no_wait()
    {
        Reconciler.OnReconcile = (_, _) => CountAsync(static () => throw new InvalidOperationException("as it was told to"));
        await StartAsync(static options => options.Backoff(Steady));
        await CreateAsync("bad");
        await FailedAsync(1, TimeSpan.FromSeconds(1));
        await PassAsync(await DueInAsync(), () => Assert.Equal(1, _attempts));
        await AttemptedAsync(2);
        await FailedAsync(2, TimeSpan.FromSeconds(2));
        await Kit.ChangeAsync<Gadget>(Space, "bad", static one => one.Spec.Size = 2);
        await AttemptedAsync(3);
        await StateAsync("bad", static one => one is { State: ResourceState.Backoff, Failures: 2 });
        await PassAsync(await DueInAsync(), () => Assert.Equal(3, _attempts));
        await AttemptedAsync(4);
        await FailedAsync(3, TimeSpan.FromSeconds(4));
        Assert.Equal(4, _attempts);
    }

    [Fact]
    public async Task A_server_with_too_much_to_do_is_asked_again_when_it_says_and_not_before()
    {
        var retryAfter = TimeSpan.FromSeconds(5);
        Reconciler.OnReconcile = (context, cancellation) =>
            context.Object.Metadata.Name == "bad" ? CountAsync(() => ApplySizeAsync(context, cancellation)) : ShowSizeAsync(context, cancellation);
        await StartAsync(static options => options.Owns<V1ConfigMap>().Backoff(Steady));
        using var fault = Kit.Requests.Fail("patch", "configmaps", HttpStatusCode.TooManyRequests, Testing.OperatorRequests.Always, retryAfter);
        await CreateAsync("bad");

        await CreateAsync("good");

        // The client repeats it ten times by itself, then the reconcile fails; the next try of that waits, too.
        var (step, hits, hasFailed) = (TimeSpan.FromSeconds(0.1), new List<long>(), false);
        for (var passed = TimeSpan.Zero; hits.Count < 13 && passed < 26 * retryAfter; passed += step)
        {
            await Waiting.LetThreadsGoOn();
            while (hits.Count < fault.Hits) hits.Add(Time.GetTimestamp());

            // Once: the next try may run already, and its request be on its way.
            if (hits.Count == 11 && !hasFailed) await StateAsync("bad", static one => one is { State: ResourceState.Backoff, Failures: 1 });
            hasFailed = hits.Count >= 11;
            Time.Advance(step);
        }

        Assert.Equal(13, hits.Count);
        Assert.All(hits.Zip(hits.Skip(1)), one => Assert.InRange(Time.GetElapsedTime(one.First, one.Second), retryAfter - step, 2 * retryAfter));
        Assert.Equal(2, _attempts);
        await WhenSeenAsync("good", 1);
        fault.Dispose();
        await AdvanceUntilAsync(retryAfter, WhenSeenAsync("bad", 1));
    }

    /// <summary>Has an object fail for as long as the waits go, and another one be well all that time.</summary>
    private async Task FailAsync()
    {
        await CreateAsync("bad");
        for (var failures = 1; failures <= Waits.Length; failures++)
        {
            var wait = TimeSpan.FromSeconds(Waits[failures - 1]);
            await FailedAsync(failures, wait);

            // What is not about what is wanted has nothing run earlier; and to the others nothing happens.
            var label = $"{failures}";
            await Kit.ChangeAsync<Gadget>(Space, "bad", one => one.Metadata.Labels = new Dictionary<string, string> { ["any"] = label });
            if (failures == 1) await CreateAsync("good", 1);
            else await Kit.ChangeAsync<Gadget>(Space, "good", one => one.Spec.Size = failures);
            await WhenSeenAsync("good", failures);
            await PassAsync(await DueInAsync(), () => Assert.Equal(failures, _attempts));
            await AttemptedAsync(failures + 1);
        }

        await FailedAsync(Waits.Length + 1, TimeSpan.FromSeconds(8));
    }

    private async Task FailedAsync(int failures, TimeSpan wait)
    {
        var state = await StateAsync("bad", one => one.State == ResourceState.Backoff && one.Failures == failures);

        // The clock has gone on a little, until the failure was seen.
        Assert.InRange(state.DueIn!.Value, wait / 2, wait);
    }

    private async Task<TimeSpan> DueInAsync() => (await StateAsync("bad", static one => one.State == ResourceState.Backoff)).DueIn!.Value;

    private async Task AttemptedAsync(int attempts)
    {
        await UntilAsync(() => Volatile.Read(ref _attempts) >= attempts);
        Assert.Equal(attempts, _attempts);
    }

    private Task<Outcome> CountAsync(Func<Task<Outcome>> attempt)
    {
        Interlocked.Increment(ref _attempts);
        return attempt();
    }

    private int WritesFor(string name) => Kit.Requests.Writes.Count(one => one.Name == name);

    private async Task<(int Failures, string? Error)> LastErrorAsync(string name)
    {
        var state = await StateAsync(name, static one => one.State is ResourceState.Idle or ResourceState.Backoff);
        return (state.Failures, state.LastError?.Message);
    }
}
