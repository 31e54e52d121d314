using Actors.Kubernetes.Models;

namespace Actors.Operators;

/// <summary>
/// Brings the world to what an object says it should be. The whole of an operator's own logic: what to watch, when to run, what to do after a failure and who does it is
/// the operator's business.
/// </summary>
/// <typeparam name="T">The model of the kind, with a <see cref="KubernetesEntityAttribute"/>.</typeparam>
/// <remarks>
/// <list type="bullet">
/// <item>Never two at once for one object, in the whole fleet. Different objects are reconciled side by side, by one instance.</item>
/// <item>It looks at how things are, not at what has happened: it may be called when nothing has changed, and is called once for many changes.</item>
/// <item>An exception is a failure: the object is tried again after a backoff of its own.</item>
/// <item>Objects that are being deleted are not reconciled; who has to clean up implements <see cref="IFinalizer{T}"/> as well.</item>
/// </list>
/// </remarks>
public interface IReconciler<T>
    where T : class, IKubernetesObject
{
    /// <summary>Reconciles one object.</summary>
    /// <param name="context">The object, what belongs to it, and what can be done with them.</param>
    /// <param name="cancellation">Asks for an early end: at the time limit, and when the replica stops or may not own the object any more.</param>
    Task<Outcome> ReconcileAsync(ReconcileContext<T> context, CancellationToken cancellation);
}

/// <summary>
/// Implemented by a reconciler that has something to clean up which Kubernetes does not collect itself. Each object then gets a finalizer before it is reconciled for the first
/// time, and loses it when this has succeeded.
/// </summary>
public interface IFinalizer<T>
    where T : class, IKubernetesObject
{
    /// <summary>Cleans up after an object that is being deleted. Called again after failures, so what is gone already must be no error.</summary>
    /// <returns><see cref="Outcome.Done"/> when all is cleaned up; <see cref="Outcome.RequeueAfter"/> to be called again.</returns>
    /// <inheritdoc cref="IReconciler{T}.ReconcileAsync" path="/param"/>
    Task<Outcome> FinalizeAsync(ReconcileContext<T> context, CancellationToken cancellation);
}
