using System.Diagnostics.CodeAnalysis;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace Actors.Operators;

/// <summary>What a reconcile gets: its object, what belongs to it, and ways to write that cannot do harm. Good for one call.</summary>
public sealed class ReconcileContext<T>
    where T : class, IKubernetesObject
{
    internal ReconcileContext() => throw new NotImplementedException();

    /// <summary>The object in the latest version known. The caller's own: changing it changes nothing else.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The word for it in Kubernetes.")]
    public T Object => throw new NotImplementedException();

    /// <summary>1 for the first try, higher after failures in a row.</summary>
    public int Attempt => throw new NotImplementedException();

    /// <summary>A logger that says of each line which object it is about.</summary>
    public ILogger Logger => throw new NotImplementedException();

    /// <summary>Records events about the object: what <c>kubectl describe</c> shows. Never waits, never fails.</summary>
    public EventRecorder Events => throw new NotImplementedException();

    /// <summary>The cluster itself, for what the rest cannot do. Reads here ask the server.</summary>
    public KubernetesClient Client => throw new NotImplementedException();

    /// <summary>The objects of an owned kind whose controller the object is, as far as they are known here, own writes included. Asks no server.</summary>
    /// <exception cref="InvalidOperationException">The kind was not named with <c>Owns</c>.</exception>
    public IReadOnlyList<TChild> Children<TChild>()
        where TChild : class, IKubernetesObject => throw new NotImplementedException();

    /// <summary>The one of that name; null if there is none.</summary>
    /// <inheritdoc cref="Children{TChild}"/>
    public TChild? Child<TChild>(string name)
        where TChild : class, IKubernetesObject => throw new NotImplementedException();

    /// <summary>
    /// Has an object that belongs to this one be as wanted (server-side apply, with the operator as field manager): creates it, with this object as its controller
    /// owner, or changes what differs. Fields that are not given are left alone, and given up if they were given before. Nothing is sent if the object is known to be so already.
    /// </summary>
    /// <param name="wanted">Name and all that is wanted; the namespace is the object's unless it says otherwise.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The object as it is now.</returns>
    public Task<TChild> ApplyAsync<TChild>(TChild wanted, CancellationToken cancellation = default)
        where TChild : class, IKubernetesObject => throw new NotImplementedException();

    /// <summary>Deletes an object that belongs to this one, if it is still the one that is known. None of that name is no error.</summary>
    public Task DeleteAsync<TChild>(string name, CancellationToken cancellation = default)
        where TChild : class, IKubernetesObject => throw new NotImplementedException();

    /// <summary>
    /// Writes what <paramref name="change"/> has changed in the object's status, and nothing else, if the object is still of this version. Nothing is sent if nothing differs.
    /// </summary>
    /// <param name="change">Changes the status of the object it is given: a copy of <see cref="Object"/>, which is renewed afterwards.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="KubernetesException">Somebody else has changed the object: the reconcile fails and is tried again with what it is then.</exception>
    public Task UpdateStatusAsync(Action<T> change, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>As <see cref="UpdateStatusAsync"/>, for metadata and spec.</summary>
    public Task UpdateAsync(Action<T> change, CancellationToken cancellation = default) => throw new NotImplementedException();
}
