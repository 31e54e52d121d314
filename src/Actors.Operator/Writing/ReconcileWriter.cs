using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Running;
using Actors.Reconciling;

namespace Actors.Operators.Writing;

/// <summary>
/// What one run of a reconcile knows and writes: its object, the children, the answers of the server. Closed when the run has ended or is asked to: then it sends nothing any more,
/// whoever still holds it.
/// </summary>
internal sealed class ReconcileWriter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _objectTurn = new(1);
    private readonly CancellationTokenSource _open;
    private readonly CancellationToken _closed;
    private readonly Controller _controller;
    private readonly KubernetesClient _client;
    private readonly string _fieldManager;
    private readonly List<KubernetesObject> _written = [];
    private Child[] _children;
    private ApplyMemory _memory;

    public ReconcileWriter(Controller controller, Reconcile run, KubernetesClient client, string fieldManager, CancellationToken cancellation)
    {
        (_controller, _client, _fieldManager) = (controller, client, fieldManager);
        (Object, _children, _memory) = (run.Object, run.Children, run.Memory as ApplyMemory ?? ApplyMemory.Empty);
        State = run.State;
        _open = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _closed = _open.Token;
    }

    public KubernetesClient Client => _client;

    /// <summary>The author's own state of the object, as JSON; null if there is none. Replaced and never changed.</summary>
    public byte[]? State { get; set; }

    /// <summary>The object in the latest version known.</summary>
    public KubernetesObject Object { get; private set; }

    /// <summary>The children in the latest versions known. An array that is not changed any more.</summary>
    public Child[] Children
    {
        get
        {
            lock (_gate) return _children;
        }
    }

    /// <summary>What the server has answered, for the actor.</summary>
    public IReadOnlyList<KubernetesObject> Written
    {
        get
        {
            lock (_gate) return [.. _written];
        }
    }

    /// <summary>What the next run has to know.</summary>
    public ApplyMemory Memory
    {
        get
        {
            lock (_gate) return _memory.Of(_children.Select(child => (_controller.Spec.Owned[child.Kind], child.Object)));
        }
    }

    /// <summary>Applies a child, unless it is known to be so already.</summary>
    public async Task<KubernetesObject> ApplyAsync(KubernetesEntity kind, KubernetesObject wanted, CancellationToken cancellation)
    {
        ThrowIfClosed();
        var groupKind = new GroupKind(kind.Group, kind.Kind);
        var owned = _controller.IndexOfOwned(groupKind);
        var held = Find(owned, wanted);
        lock (_gate)
        {
            if (!held.IsEmpty && _memory.Has(groupKind, wanted, held.Uid) && WantedFields.AreIn(held.Json, wanted.Json)) return held;

            // What becomes of it is not known before the answer.
            _memory = _memory.Without(groupKind, wanted);
        }

        var resource = ResourceOf(kind);
        var answer = await SendAsync(token => resource.ApplyAsync(wanted, _fieldManager, new PatchOptions { Force = true }, token), cancellation).ConfigureAwait(false);
        lock (_gate)
        {
            if (owned < 0 || !answer.ControllerUidUtf8.SequenceEqual(Object.UidUtf8)) return answer;
            _memory = _memory.With(groupKind, wanted, answer.Uid);
            _written.Add(answer);
            Put(new Child(owned, answer));
        }

        return answer;
    }

    /// <summary>Deletes a child that is known, if it is still that one.</summary>
    public async Task DeleteAsync(KubernetesEntity kind, Child child, CancellationToken cancellation)
    {
        var resource = ResourceOf(kind).InNamespace(child.Object.Namespace);
        var options = new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = child.Object.Uid }, PropagationPolicy = "Background" };
        var after = default(KubernetesObject);
        try
        {
            after = (await SendAsync(token => resource.DeleteAsync(child.Object.Name, options, token), cancellation).ConfigureAwait(false)).Object;
        }
        catch (KubernetesException failure) when (failure.IsNotFound || failure.IsConflict)
        {
            // It is gone already; another one of its name stays.
        }

        lock (_gate)
        {
            _memory = _memory.Without(new GroupKind(kind.Group, kind.Kind), child.Object);
            _children = [.. _children.Where(one => !one.Object.HasUidOf(child.Object))];
            if (after.HasUidOf(child.Object) && after.Finalizers.Count > 0) Put(child with { Object = after });
        }
    }

    /// <summary>Patches the object.</summary>
    /// <param name="change">What has to change of the object it gets; null for nothing. Called in turn with other patches.</param>
    /// <param name="subresource">Where; empty for the object itself.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task PatchAsync(Func<KubernetesObject, JsonObject?> change, string subresource, CancellationToken cancellation)
    {
        ThrowIfClosed();
        await _objectTurn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var subject = Object;
            if (change(subject) is not { } patch) return;
            var metadata = patch["metadata"] as JsonObject ?? [];
            patch["metadata"] = metadata;
            (metadata["uid"], metadata["resourceVersion"]) = (subject.Uid, subject.ResourceVersion);
            var body = Patch.Merge(JsonSerializer.SerializeToUtf8Bytes(patch, KubernetesJson.Options));
            var options = new PatchOptions { FieldManager = _fieldManager, Subresource = subresource };
            var resource = ResourceOf(_controller.Kind).InNamespace(subject.Namespace);
            var answer = await SendAsync(token => resource.PatchAsync(subject.Name, body, options, token), cancellation).ConfigureAwait(false);
            lock (_gate)
            {
                Object = answer;
                _written.Add(answer);
            }
        }
        finally
        {
            _objectTurn.Release();
        }
    }

    /// <summary>Sends nothing from here on; what is on its way is given up.</summary>
    public void Close() => _open.Cancel();

    public void Dispose()
    {
        Close();
        _open.Dispose();

        // The semaphore has no wait handle, so there is nothing to free; somebody may still be waiting for it.
    }

    public void ThrowIfClosed()
    {
        if (_closed.IsCancellationRequested)
            throw new InvalidOperationException($"The reconcile of {Object} has ended or was asked to end: nothing can be written by it any more");
    }

    private async Task<TAnswer> SendAsync<TAnswer>(Func<CancellationToken, Task<TAnswer>> send, CancellationToken cancellation)
    {
        ThrowIfClosed();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_closed, cancellation);
        return await send(either.Token).ConfigureAwait(false);
    }

    private ResourceClient<KubernetesObject> ResourceOf(KubernetesEntity kind) => _client.Resource(kind.Resource, ObjectContent.WithoutManagedFields);

    private KubernetesObject Find(int owned, KubernetesObject named) =>
        Array.Find(Children, child => child.Kind == owned && ObjectKey.Of(child.Object) == ObjectKey.Of(named)).Object;

    private void Put(Child child) => _children =
    [
        .. _children.Where(one => one.Kind != child.Kind || ObjectKey.Of(one.Object) != ObjectKey.Of(child.Object)),
        child,
    ];
}
