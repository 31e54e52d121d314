using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Events;
using Actors.Operators.Running;
using Actors.Operators.Writing;
using Actors.Reconciling;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Operators.Tests;

/// <summary>Runs of one controller of gadgets, one after the other, as an actor has them.</summary>
internal sealed class TestRun : IAsyncDisposable
{
    public const string Manager = "gadget-operator";

    private readonly TestCluster _cluster;
    private readonly EventWriter _events;
    private object? _memory;

    public TestRun(TestCluster cluster)
    {
        _cluster = cluster;
        _events = new EventWriter(cluster.Client, Manager, TimeProvider.System, NullLogger.Instance);
    }

    public Controller Controller { get; } = NewController(new Scripted());

    public static Controller NewController(IReconciler<Gadget> reconciler, Action<ControllerOptions<Gadget>>? configure = null)
    {
        var options = new ControllerOptions<Gadget>().Owns<V1ConfigMap>();
        configure?.Invoke(options);
        return options.Build(new ControllerSetup("gadget", [""], NullLogger.Instance), reconciler);
    }

    /// <summary>Does something in a run, and gives what the actor would be told.</summary>
    public Task<ReconcileEnded> RunAsync(KubernetesObject subject, Child[] children, Func<ReconcileContext<Gadget>, Task> act) =>
        RunAsync(subject, children, (context, _) => act(context), CancellationToken.None);

    public async Task<ReconcileEnded> RunAsync(
        KubernetesObject subject, Child[] children, Func<ReconcileContext<Gadget>, ReconcileWriter, Task> act, CancellationToken cancellation)
    {
        var run = new Reconcile(Controller.Spec, subject, children, IsCleanup: false, Attempt: 1, _memory);
        using var writer = new ReconcileWriter(Controller, run, _cluster.Client, Manager, cancellation);
        var recorder = new EventRecorder(_events, subject);
        await act(new ReconcileContext<Gadget>(Controller, run, writer, recorder, TimeProvider.System), writer);
        var ended = new ReconcileEnded(ReconcileResult.Done, writer.Written, writer.Memory);
        _memory = ended.Memory;
        return ended;
    }

    public ValueTask DisposeAsync() => _events.DisposeAsync();
}

/// <summary>A reconciler that does what a test says.</summary>
internal class Scripted : IReconciler<Gadget>
{
    public Func<ReconcileContext<Gadget>, CancellationToken, Task<Outcome>> OnReconcile { get; set; } = static (_, _) => Task.FromResult(Outcome.Done);

    public Task<Outcome> ReconcileAsync(ReconcileContext<Gadget> context, CancellationToken cancellation) => OnReconcile(context, cancellation);
}

/// <summary>One that cleans up, too.</summary>
internal sealed class ScriptedWithFinalizer : Scripted, IFinalizer<Gadget>
{
    public Func<ReconcileContext<Gadget>, CancellationToken, Task<Outcome>> OnFinalize { get; set; } = static (_, _) => Task.FromResult(Outcome.Done);

    public Task<Outcome> FinalizeAsync(ReconcileContext<Gadget> context, CancellationToken cancellation) => OnFinalize(context, cancellation);
}
