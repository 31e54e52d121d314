using System.Collections.Concurrent;
using Actors.Engine.Tests;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;

namespace Actors.Operators.Tests.Faults;

/// <summary>A server that is gone, or slow: nothing is lost, and nothing spins.</summary>
public sealed class OutageTests : FaultTestBase
{
    [Fact]
    public async Task What_changes_while_the_server_is_gone_for_a_minute_is_made_up_for()
    {
        var attempts = 0;
        Reconciler.OnReconcile = async (context, cancellation) =>
        {
            var outcome = await ApplySizeAsync(context, cancellation);
            if (context.Object.Metadata.Name != "often") return outcome;
            var count = Interlocked.Increment(ref attempts);
            await context.UpdateStatusAsync(gadget => gadget.Status!.Conditions = [new V1Condition { Type = "Counted", Status = "True", Message = $"{count}" }], cancellation);
            return Outcome.RequeueAfter(TimeSpan.FromSeconds(20));
        };
        await StartAsync(static options => options.Owns<V1ConfigMap>());
        foreach (var name in new[] { "changed", "deleted", "childless", "often" }) await CreateAsync(name);
        foreach (var name in new[] { "changed", "deleted", "childless", "often" }) await WhenSeenAsync(name, 1);

        // What is still at work when the server goes away fails, and asks for more than the others.
        foreach (var name in new[] { "changed", "deleted", "childless" }) await StateAsync(name, static one => one.State == Reconciling.ResourceState.Idle);
        await StateAsync("often", static one => one.State == Reconciling.ResourceState.Scheduled);

        Kit.Requests.Forget();
        using (Kit.Requests.GoAway())
        {
            await Kit.ChangeAsync<Gadget>(Space, "changed", static one => one.Spec.Size = 7);
            await Kit.DeleteAsync<Gadget>(Space, "deleted");
            await Kit.DeleteAsync<V1ConfigMap>(Space, "childless");
            await CreateAsync("created", 5);
            await AdvanceAsync(TimeSpan.FromSeconds(1), 60);

            // While it is gone: what is due at the last moment may be sent when it is back.
            AssertNothingSpun();
            await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => new[] { Reads("gadgets"), Reads("configmaps"), Patches() }.Min() >= 3);
        }

        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), Task.WhenAll(WhenSeenAsync("changed", 7), WhenSeenAsync("created", 5)));
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), Kit.WaitForAsync<V1ConfigMap>(Space, "childless", static one => one.Data!["size"] == "1"));
        var before = Volatile.Read(ref attempts);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), Kit.WaitForAsync<Gadget>(Space, "often", one => one.Status!.Conditions.Any(counted => int.Parse(counted.Message!, null) > before)));
        Assert.Equal("7", (await Kit.FindAsync<V1ConfigMap>(Space, "changed"))!.Data!["size"]);

        // What is remembered of where it was is enough: nothing is listed again.
        Assert.DoesNotContain(Kit.Requests.Sent, static one => one is { Verb: "list", StatusCode: 200 });
    }

    /// <summary>In a minute, at the shortest waits that chance may draw: 0.8, 1.6, 3.2 … s for a watch, 5, 10, 20 … ms for an object, which begins after 20 s.</summary>
    private void AssertNothingSpun()
    {
        Assert.InRange(Math.Max(Reads("gadgets"), Reads("configmaps")), 0, 6);
        Assert.InRange(Patches(), 0, 14);
        Assert.All(Kit.Requests.Sent, static one => Assert.Null(one.StatusCode));
        Assert.DoesNotContain(Kit.Requests.Sent, static one => one.Verb is not ("watch" or "list" or "patch"));
    }

    private int Reads(string resource) => Kit.Requests.Sent.Count(one => one.Verb is "watch" or "list" && one.Resource == resource);

    private int Patches() => Kit.Requests.Sent.Count(static one => one is { Verb: "patch", Name: "often" });

    [Fact]
    public async Task Ten_thousand_objects_that_change_while_the_server_is_gone_are_each_reconciled_once()
    {
        const int Count = 10_000;
        var seen = new ConcurrentDictionary<string, int>();
        var runs = 0;
        var (allThere, allChanged) = (Waiting.Signal(), Waiting.Signal());
        var left = Count;
        Reconciler.OnReconcile = (context, _) =>
        {
            Interlocked.Increment(ref runs);
            var size = context.Object.Spec.Size;
            var before = seen.GetValueOrDefault(context.Object.Metadata.Name!);
            seen[context.Object.Metadata.Name!] = size;
            if (before == 0 && seen.Count == Count) allThere.TrySetResult();
            if (before != 2 && size == 2 && Interlocked.Decrement(ref left) == 0) allChanged.TrySetResult();
            return Task.FromResult(Outcome.Done);
        };
        await StartAsync();
        await ForAllAsync(Count, (name, _) => new ValueTask(CreateAsync(name)));
        await allThere.Task.Soon();
        var gadgets = Kit.Client.Resource<Gadget>().InNamespace(Space);
        using (Kit.Requests.GoAway())
        {
            await ForAllAsync(Count, async (name, cancellation) => await gadgets.PatchAsync(name, Patch.Merge("""{"spec":{"size":2}}"""), cancellation: cancellation));
            await AdvanceAsync(TimeSpan.FromSeconds(10), 6);
        }

        Assert.Equal(Count, Volatile.Read(ref runs));
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), allChanged.Task.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.All(seen.Values, static size => Assert.Equal(2, size));
        Assert.Equal(2 * Count, Volatile.Read(ref runs));
    }

    [Fact]
    public async Task A_slow_server_is_waited_for_and_not_asked_twice()
    {
        var slow = TimeSpan.FromSeconds(15);
        Reconciler.OnReconcile = ApplySizeAsync;
        await StartAsync(static options => options.Owns<V1ConfigMap>());
        await CreateAsync("before");
        await WhenSeenAsync("before", 1);
        Kit.Requests.Forget();
        using var fault = Kit.Requests.Delay("*", "*", slow, Testing.OperatorRequests.Always, Time);
        for (var number = 0; number < 20; number++) await CreateAsync($"gadget-{number}");
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), Task.WhenAll(Enumerable.Range(0, 20).Select(number => WhenSeenAsync($"gadget-{number}", 1))));

        // The status is seen before its writer has the answer.
        await UntilAsync(() => Kit.Requests.Writes.Count(static one => one.Name != "before") >= 40);

        // For each the child and the status, once.
        var writes = Kit.Requests.Writes;
        Assert.All(Enumerable.Range(0, 20), number => Assert.Equal(2, writes.Count(one => one.Name == $"gadget-{number}")));
        Assert.All(writes, static one => Assert.InRange(one.StatusCode!.Value, 200, 201));
        Assert.InRange(fault.Hits, 40, Kit.Requests.Sent.Count);
    }

    private static Task ForAllAsync(int count, Func<string, CancellationToken, ValueTask> act) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, (number, cancellation) => act($"gadget-{number}", cancellation));
}
