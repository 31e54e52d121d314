using Actors.Kubernetes.Models;

namespace Actors.Operators.Tests.Faults;

/// <summary>A stop is no fault.</summary>
public sealed class StopTests : FaultTestBase
{
    [Fact]
    public async Task What_it_leaves_behind_is_not_told_as_lost()
    {
        Reconciler.OnReconcile = ApplySizeAsync;
        await StartAsync(static options => options.Owns<V1ConfigMap>());
        await CreateAsync("one");
        await WhenSeenAsync("one", 1);
        var replica = Replica;
        await Kit.StopOperatorAsync();
        Assert.True(replica.DeadLetterCount > 0);
        Assert.DoesNotContain(Kit.Log, static one => one.Contains("Dead letter", StringComparison.Ordinal));
        Assert.Contains(Kit.Log, static one => one.EndsWith("has stopped", StringComparison.Ordinal));
    }
}
