using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Writing;
using Actors.Reconciling;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Running;

/// <summary>A controller as the shell knows it: what the actors decide by, and how the author's code is called.</summary>
internal abstract class Controller
{
    /// <summary>What the actors know of it.</summary>
    public required ControllerSpec Spec { get; init; }

    /// <summary>The kind it reconciles.</summary>
    public required KubernetesEntity Kind { get; init; }

    /// <summary>The kinds that belong to it, in the order of <see cref="ControllerSpec.Owned"/>.</summary>
    public required IReadOnlyList<KubernetesEntity> Owned { get; init; }

    /// <summary>What feeds it.</summary>
    public required IReadOnlyList<ControllerSource> Sources { get; init; }

    /// <summary>For what the author logs.</summary>
    public required ILogger Log { get; init; }

    /// <summary>The index of an owned kind; -1 if it is none.</summary>
    public int IndexOfOwned(GroupKind kind)
    {
        for (var index = 0; index < Spec.Owned.Count; index++)
        {
            if (Spec.Owned[index] == kind) return index;
        }

        return -1;
    }

    /// <summary>Calls the author's code.</summary>
    /// <exception cref="UndecodableObjectException">The object does not fit its model.</exception>
    public abstract Task<Outcome> RunAsync(Reconcile run, ReconcileWriter writer, EventRecorder events, TimeProvider time, CancellationToken cancellation);
}

/// <summary>A controller of a kind that has a model.</summary>
internal sealed class Controller<T>(IReconciler<T> reconciler) : Controller
    where T : class, IKubernetesObject
{
    public override Task<Outcome> RunAsync(Reconcile run, ReconcileWriter writer, EventRecorder events, TimeProvider time, CancellationToken cancellation)
    {
        var context = new ReconcileContext<T>(this, run, writer, events, time);
        return run.IsCleanup ? ((IFinalizer<T>)reconciler).FinalizeAsync(context, cancellation) : reconciler.ReconcileAsync(context, cancellation);
    }
}
