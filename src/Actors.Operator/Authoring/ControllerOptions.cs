using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Operators;

/// <summary>What a controller watches besides its own kind, and how it runs.</summary>
/// <typeparam name="T">The kind it reconciles.</typeparam>
public sealed class ControllerOptions<T>
    where T : class, IKubernetesObject
{
    /// <summary>
    /// Objects of another kind whose controller owner reference names an object of this kind: they come with <see cref="ReconcileContext{T}.Children{TChild}"/>, and
    /// their changes have the owner reconciled.
    /// </summary>
    public ControllerOptions<T> Owns<TChild>()
        where TChild : class, IKubernetesObject => throw new NotImplementedException();

    /// <summary>Has objects be reconciled when some other object changes.</summary>
    /// <param name="map">The names of the objects to reconcile, for a changed object of the other kind. Quick, and without side effects.</param>
    public ControllerOptions<T> Watches<TOther>(Func<TOther, IEnumerable<ObjectKey>> map)
        where TOther : class, IKubernetesObject => throw new NotImplementedException();

    /// <summary>Has an object be reconciled when one that it refers to by name changes, such as the Secret its spec names.</summary>
    /// <param name="names">The names of the objects it refers to. Quick, and without side effects.</param>
    public ControllerOptions<T> References<TOther>(Func<T, IEnumerable<ObjectKey>> names)
        where TOther : class, IKubernetesObject => throw new NotImplementedException();

    /// <summary>Only changes for which this holds have an object reconciled. Deletions always do.</summary>
    /// <param name="matters">Gets the object before the change, null if it is new, and after it. Quick, and without side effects.</param>
    public ControllerOptions<T> Where(Func<T?, T, bool> matters) => throw new NotImplementedException();

    /// <summary>Changes of the generation only: not of status, labels and annotations.</summary>
    public ControllerOptions<T> WhereGenerationChanges() => throw new NotImplementedException();

    /// <summary>How many reconciles of this kind run at once on one replica; default 16.</summary>
    public ControllerOptions<T> MaxConcurrent(int count) => throw new NotImplementedException();

    /// <summary>At most so many reconciles at once of objects that share a key, such as a Kubernetes node or a tenant.</summary>
    /// <param name="key">The key; null for an object that has none. Quick, and without side effects.</param>
    /// <param name="max">How many.</param>
    public ControllerOptions<T> LimitPer(Func<T, string?> key, int max) => throw new NotImplementedException();

    /// <summary>How long to wait after failures.</summary>
    public ControllerOptions<T> Backoff(Backoff backoff) => throw new NotImplementedException();

    /// <summary>After how long an object is reconciled even if nothing has happened; default 10 h, null for never.</summary>
    public ControllerOptions<T> Resync(TimeSpan? period) => throw new NotImplementedException();

    /// <summary>How long a reconcile may take until its token is cancelled; default 5 min.</summary>
    public ControllerOptions<T> TimeLimit(TimeSpan limit) => throw new NotImplementedException();

    /// <summary>The finalizer's name; by default <c>{plural}.{group}/finalizer</c>.</summary>
    public ControllerOptions<T> Finalizer(string name) => throw new NotImplementedException();

    /// <summary>Only objects in these namespaces; by default in all that the operator watches.</summary>
    public ControllerOptions<T> Namespaces(params IReadOnlyList<string> names) => throw new NotImplementedException();

    /// <summary>Only objects with such labels.</summary>
    public ControllerOptions<T> Selector(string labelSelector) => throw new NotImplementedException();
}
