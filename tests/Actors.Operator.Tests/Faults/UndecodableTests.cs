using System.Text;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Operators.Tests.Faults;

/// <summary>An object that does not fit the model of its kind: only that one is left, and says why.</summary>
public sealed class UndecodableTests : FaultTestBase
{
    [Fact]
    public async Task It_shows_the_error_and_is_reconciled_when_it_is_repaired()
    {
        Reconciler.OnReconcile = ApplySizeAsync;
        await StartAsync(static options => options.Owns<V1ConfigMap>());
        var bytes = Kit.Client.Resource(KubernetesEntity.Of<Gadget>().Resource).InNamespace(Space);
        await bytes.CreateAsync(KubernetesObject.Parse(Encoding.UTF8.GetBytes(
            """{"apiVersion":"test.example.com/v1","kind":"Gadget","metadata":{"name":"bad","namespace":"default"},"spec":{"size":"many"}}""")));
        await CreateAsync("good");
        await WhenSeenAsync("good", 1);

        var told = await Kit.WaitForEventAsync<Gadget>(Space, "bad", "Undecodable");
        Assert.Equal("Warning", told.Type);
        Assert.StartsWith("Gadget default/bad cannot be read: ", told.Message, StringComparison.Ordinal);
        Assert.Contains("$.spec.size", told.Message, StringComparison.Ordinal);
        var state = await StateAsync("bad", static one => one.State == ResourceState.Failed);
        Assert.Equal(("Undecodable", told.Message), (state.LastError!.Reason, state.LastError.Message));
        Assert.Null(state.DueIn);

        // Until it changes, nothing is done about it, however long that takes.
        await AdvanceAsync(TimeSpan.FromMinutes(10), 10);
        Assert.DoesNotContain(Kit.Requests.Writes, static one => one.Name == "bad");
        Assert.Single(Kit.Log, static one => one.Contains("default/bad is left until it changes: Undecodable", StringComparison.Ordinal));

        await bytes.PatchAsync("bad", Patch.Merge("""{"spec":{"size":3}}"""));

        // A watch that was taken for dead, as the clock ran ahead of the threads, is opened again by this clock.
        await AdvanceUntilAsync(TimeSpan.FromSeconds(0.1), WhenSeenAsync("bad", 3));
        Assert.Null((await StateAsync("bad", static one => one.State == ResourceState.Idle)).LastError);
    }
}
