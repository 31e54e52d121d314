using System.Text;
using Actors.Engine.Tests;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Events;
using Actors.Operators.Running;
using Actors.Operators.Telemetry;
using Actors.Reconciling;

namespace Actors.Operators.Tests.Running;

public sealed class ReconcileRunnerTests : IAsyncLifetime
{
    private static readonly KubernetesObject Subject = Parse("""{"size":1}""");

    private readonly OperatorLogLines _log = new();
    private readonly OperatorMetrics _metrics = new();
    private TestCluster _cluster = null!;
    private EventWriter _events = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync();
        _events = new EventWriter(_cluster.Client, "gadget-operator", TimeProvider.System, _log.Log);
    }

    public async Task DisposeAsync()
    {
        await _events.DisposeAsync();
        await _cluster.DisposeAsync();
        _metrics.Dispose();
    }

    [Fact]
    public async Task What_the_author_returns_is_the_result()
    {
        Assert.Equal(new Done(), await ResultOfAsync(static _ => Outcome.Done));
        Assert.Equal(new RequeueAfter(TimeSpan.FromSeconds(3)), await ResultOfAsync(static _ => Outcome.RequeueAfter(TimeSpan.FromSeconds(3))));
        Assert.Equal(new Terminal(new ReconcileError("Bad", "it is bad")), await ResultOfAsync(static _ => Outcome.Terminal("Bad", "it is bad")));
        Assert.Equal(["gadget default/one is left until it changes: Bad: it is bad"], _log.Of(nameof(OperatorLog.GivenUp)));
    }

    [Fact]
    public async Task An_exception_is_a_failure_with_its_stack()
    {
        var failed = Assert.IsType<Failed>(await ResultOfAsync(static _ => throw new FormatException("no number")));
        Assert.Equal(("FormatException", "no number", null), (failed.Error.Reason, failed.Error.Message, failed.RetryAfter));
        Assert.Contains(nameof(ReconcileRunnerTests), failed.Error.Details, StringComparison.Ordinal);
        Assert.Equal(["gadget default/one failed (attempt 1): no number"], _log.Of(nameof(OperatorLog.Failed)));
    }

    [Fact]
    public async Task To_return_nothing_is_a_failure()
    {
        var failed = Assert.IsType<Failed>(await ResultOfAsync(static _ => null!));
        Assert.Equal("The reconciler of gadget returned no outcome: return Outcome.Done if all is well", failed.Error.Message);
    }

    [Fact]
    public async Task A_conflict_is_no_error_in_the_log()
    {
        await _cluster.CreateAsync("one");
        var held = await _cluster.HeldAsync<Gadget>("one");
        await _cluster.Gadgets.PatchAsync("one", Patch.Merge("""{"spec":{"size":5}}"""));
        var ended = await RunAsync(held, async (context, cancellation) =>
        {
            await context.UpdateStatusAsync(static gadget => gadget.Status = new GadgetStatus { Phase = "x" }, cancellation);
            return Outcome.Done;
        });
        Assert.Equal("Conflict", Assert.IsType<Failed>(ended.Result).Error.Reason);
        Assert.Single(_log.Of(nameof(OperatorLog.Conflicted)));
        Assert.Empty(_log.Of(nameof(OperatorLog.Failed)));
    }

    [Fact]
    public async Task An_object_that_does_not_fit_its_model_shows_that()
    {
        await _cluster.CreateAsync("one");
        var uid = (await _cluster.Gadgets.GetAsync("one")).Metadata.Uid;
        await _cluster.Client.Resource(KubernetesEntity.Of<Gadget>().Resource).InNamespace("default").PatchAsync("one", Patch.Merge("""{"spec":{"size":"large"}}"""));
        var ended = await RunAsync(await _cluster.HeldAsync<Gadget>("one"), static (_, _) => throw new InvalidOperationException("it must not be called"));
        var error = Assert.IsType<Terminal>(ended.Result).Error;
        Assert.Equal("Undecodable", error.Reason);
        Assert.StartsWith("Gadget default/one cannot be read: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("$.spec.size", error.Message, StringComparison.Ordinal);
        await _events.DisposeAsync();
        var recorded = Assert.Single((await _cluster.Client.Resource<CoreV1Event>().InNamespace(TestCluster.Namespace).ListAsync()).Items);
        Assert.Equal(("Warning", "Undecodable", error.Message, uid), (recorded.Type, recorded.Reason, recorded.Message, recorded.InvolvedObject!.Uid));
    }

    [Fact]
    public async Task One_that_was_asked_to_end_has_ended_for_that()
    {
        using var cancel = new CancellationTokenSource();
        var ended = await RunAsync(Subject, async (_, cancellation) =>
        {
            await cancel.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return Outcome.Done;
        }, cancellation: cancel.Token);
        Assert.Equal("Cancelled", Assert.IsType<Failed>(ended.Result).Error.Reason);

        // At its time limit, that is why.
        ended = await RunAsync(Subject, static (_, cancellation) => throw new OperationCanceledException(cancellation), TimeSpan.FromTicks(1), cancel.Token);
        Assert.Equal(ReconcileError.TimedOut, Assert.IsType<Failed>(ended.Result).Error.Reason);

        // One that has done its work all the same has done it.
        ended = await RunAsync(Subject, static (_, _) => Task.FromResult(Outcome.Done), cancellation: cancel.Token);
        Assert.IsType<Done>(ended.Result);
    }

    [Fact]
    public async Task What_it_has_written_is_told_even_if_it_failed_then()
    {
        await _cluster.CreateAsync("one");
        ReconcileContext<Gadget>? left = null;
        var ended = await RunAsync(await _cluster.HeldAsync<Gadget>("one"), async (context, cancellation) =>
        {
            left = context;
            await context.ApplyAsync(new V1ConfigMap { Metadata = { Name = "config" } }, cancellation);
            await context.UpdateStatusAsync(static gadget => gadget.Status = new GadgetStatus { Phase = "Busy" }, cancellation);
            throw new FormatException();
        });
        Assert.IsType<Failed>(ended.Result);
        Assert.Equal([await _cluster.HeldAsync<V1ConfigMap>("config"), await _cluster.HeldAsync<Gadget>("one")], ended.Written);
        await Assert.ThrowsAsync<InvalidOperationException>(() => left!.UpdateStatusAsync(static gadget => gadget.Status!.Phase = "late"));
    }

    [Fact]
    public async Task A_cleanup_calls_the_finalizer()
    {
        var reconciler = new ScriptedWithFinalizer { OnFinalize = static (_, _) => Task.FromResult(Outcome.Terminal("Cleaned", "")) };
        var ended = await RunAsync(TestRun.NewController(reconciler), Subject, isCleanup: true, CancellationToken.None);
        Assert.Equal("Cleaned", Assert.IsType<Terminal>(ended.Result).Error.Reason);
    }

    private async Task<ReconcileResult> ResultOfAsync(Func<ReconcileContext<Gadget>, Outcome> act) =>
        (await RunAsync(Subject, (context, _) => Task.FromResult(act(context)))).Result;

    private Task<ReconcileEnded> RunAsync(
        KubernetesObject subject, Func<ReconcileContext<Gadget>, CancellationToken, Task<Outcome>> act, TimeSpan? limit = null, CancellationToken cancellation = default)
    {
        var controller = TestRun.NewController(new Scripted { OnReconcile = act }, options => options.TimeLimit(limit ?? TimeSpan.FromMinutes(5)));
        return RunAsync(controller, subject, isCleanup: false, cancellation);
    }

    private async Task<ReconcileEnded> RunAsync(Controller controller, KubernetesObject subject, bool isCleanup, CancellationToken cancellation)
    {
        var runner = new ReconcileRunner(new ControllerSet([controller]), _cluster.Client, _events, _metrics, "gadget-operator", new TraceOrigin("r1", 16), TimeProvider.System, _log.Log);
        return (ReconcileEnded)await runner.RunAsync(new Reconcile(controller.Spec, subject, [], isCleanup, 1, null), cancellation).Soon();
    }

    private static KubernetesObject Parse(string spec) => KubernetesObject.Parse(Encoding.UTF8.GetBytes(
        $$$"""{"apiVersion":"test.example.com/v1","kind":"Gadget","metadata":{"name":"one","namespace":"default","uid":"u-1","resourceVersion":"1"},"spec":{{{spec}}}}"""));
}
