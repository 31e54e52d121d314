using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Operators.Running;
using Actors.Reconciling;

namespace Actors.Operators.Tests.Running;

public sealed class ObjectRunnerTests : IAsyncLifetime
{
    private const string Finalizer = "gadgets.test.example.com/finalizer";

    private readonly Controller _controller = TestRun.NewController(new ScriptedWithFinalizer());
    private TestCluster _cluster = null!;
    private ObjectRunner _runner = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync();
        _runner = new ObjectRunner(new ControllerSet([_controller]), _cluster.Client, TestRun.Manager, new Operators.Telemetry.TraceOrigin("r1", 16));
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task The_finalizer_is_put_on_and_taken_off_and_others_stay()
    {
        await _cluster.Gadgets.CreateAsync(new Gadget { Metadata = { Name = "one", Namespace = "default", Finalizers = ["other.example.com/x"] } });
        var added = Assert.IsType<ObjectWritten>(await _runner.AddFinalizerAsync(new AddFinalizer(_controller.Spec, await _cluster.HeldAsync<Gadget>("one")), default));
        Assert.Equal(["other.example.com/x", Finalizer], added.Object.Finalizers);
        Assert.Equal(await _cluster.HeldAsync<Gadget>("one"), added.Object);
        var removed = Assert.IsType<ObjectWritten>(await _runner.RemoveFinalizerAsync(new RemoveFinalizer(_controller.Spec, added.Object), default));
        Assert.Equal(["other.example.com/x"], removed.Object.Finalizers);
    }

    [Fact]
    public async Task An_object_that_has_changed_is_not_written_to()
    {
        await _cluster.CreateAsync("one");
        var old = await _cluster.HeldAsync<Gadget>("one");
        await _cluster.Gadgets.PatchAsync("one", Patch.Merge("""{"spec":{"size":5}}"""));
        var failed = Assert.IsType<WriteFailed>(await _runner.AddFinalizerAsync(new AddFinalizer(_controller.Spec, old), default));
        Assert.Equal((409, "Conflict"), (failed.Failure.Code, failed.Failure.Reason));
        Assert.Null((await _cluster.Gadgets.GetAsync("one")).Metadata.Finalizers);
    }

    [Fact]
    public async Task The_last_finalizer_lets_the_object_go()
    {
        await _cluster.CreateAsync("one");
        var added = Assert.IsType<ObjectWritten>(await _runner.AddFinalizerAsync(new AddFinalizer(_controller.Spec, await _cluster.HeldAsync<Gadget>("one")), default));
        await _cluster.Gadgets.DeleteAsync("one");
        var deleting = await _cluster.HeldAsync<Gadget>("one");
        Assert.True(deleting.IsBeingDeleted);
        Assert.IsType<WriteFailed>(await _runner.RemoveFinalizerAsync(new RemoveFinalizer(_controller.Spec, added.Object), default));
        Assert.IsType<ObjectWritten>(await _runner.RemoveFinalizerAsync(new RemoveFinalizer(_controller.Spec, deleting), default));
        Assert.Null(await _cluster.Gadgets.FindAsync("one"));

        // Gone is as good as taken off.
        var again = Assert.IsType<ObjectWritten>(await _runner.RemoveFinalizerAsync(new RemoveFinalizer(_controller.Spec, deleting), default));
        Assert.True(again.Object.IsEmpty);
    }

    [Fact]
    public async Task A_child_is_looked_for()
    {
        await _cluster.ConfigMaps.CreateAsync(new V1ConfigMap { Metadata = { Name = "config", Namespace = TestCluster.Namespace } });
        var held = await _cluster.HeldAsync<V1ConfigMap>("config");
        var read = new ReadChild(_controller.Spec, 0, held);
        Assert.Equal(new ChildRead(0, held, held), await _runner.ReadChildAsync(read, default));
        await _cluster.ConfigMaps.DeleteAsync("config");
        Assert.Equal(new ChildRead(0, held, default), await _runner.ReadChildAsync(read, default));
        await _cluster.StopAsync();
        Assert.True(Assert.IsType<ChildRead>(await _runner.ReadChildAsync(read, default)).Failure!.IsUnavailable);
    }
}
