using Actors.Kubernetes.Models;

namespace Actors.Kubernetes;

public sealed partial class ResourceClient<T>
{
    /// <summary>Creates an object. Without a name it needs <c>generateName</c>.</summary>
    /// <returns>The object as the server has it.</returns>
    public Task<T> CreateAsync(T value, WriteOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        var write = options ?? new WriteOptions();

        // A subresource, such as the eviction of a pod, is created at its object; the object itself among its like.
        var path = write.Subresource.Length == 0
            ? PathOf(null, @namespace: NamespaceFor(value))
            : PathOf(_codec.NameOf(value), write.Subresource, _codec.NamespaceOf(value));
        return SendAsync(new RestRequest(HttpMethod.Post, path) { Query = write.ToQuery(), Body = _codec.Write(value) }, cancellation);
    }

    /// <summary>Replaces an object: the one of its name, if that is still of its resourceVersion.</summary>
    /// <returns>The object as the server has it.</returns>
    public Task<T> UpdateAsync(T value, WriteOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        var write = options ?? new WriteOptions();
        var path = PathOf(_codec.NameOf(value), write.Subresource, _codec.NamespaceOf(value));
        return SendAsync(new RestRequest(HttpMethod.Put, path) { Query = write.ToQuery(), Body = _codec.Write(value) }, cancellation);
    }

    /// <summary>Replaces an object's status and nothing else of it.</summary>
    public Task<T> UpdateStatusAsync(T value, WriteOptions? options = null, CancellationToken cancellation = default) =>
        UpdateAsync(value, (options ?? new WriteOptions()) with { Subresource = "status" }, cancellation);

    /// <summary>Changes an object.</summary>
    public Task<T> PatchAsync(string name, Patch patch, PatchOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(patch);
        var write = options ?? new PatchOptions();
        return SendAsync(PatchRequest(PathOf(name, write.Subresource), patch, write), cancellation);
    }

    /// <summary>Changes an object's status.</summary>
    public Task<T> PatchStatusAsync(string name, Patch patch, PatchOptions? options = null, CancellationToken cancellation = default) =>
        PatchAsync(name, patch, (options ?? new PatchOptions()) with { Subresource = "status" }, cancellation);

    /// <summary>Applies what a field manager wants of an object, and creates the object if there is none (server-side apply).</summary>
    /// <param name="wanted">All that it wants: apiVersion, kind, name and the fields it cares about.</param>
    /// <param name="fieldManager">Who it is.</param>
    /// <param name="options">How; its <see cref="WriteOptions.FieldManager"/> does not count.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="KubernetesException">Somebody else owns one of the fields, among others: see <see cref="KubernetesException.IsConflict"/>.</exception>
    public Task<T> ApplyAsync(T wanted, string fieldManager, PatchOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentException.ThrowIfNullOrEmpty(fieldManager);
        var write = (options ?? new PatchOptions()) with { FieldManager = fieldManager };
        var path = PathOf(_codec.NameOf(wanted), write.Subresource, _codec.NamespaceOf(wanted));
        return SendAsync(PatchRequest(path, Patch.Apply(_codec.Write(wanted)), write), cancellation);
    }

    /// <summary>Applies what a field manager wants of an object's status.</summary>
    public Task<T> ApplyStatusAsync(T wanted, string fieldManager, PatchOptions? options = null, CancellationToken cancellation = default) =>
        ApplyAsync(wanted, fieldManager, (options ?? new PatchOptions()) with { Subresource = "status" }, cancellation);

    /// <summary>Deletes an object, or asks for it: with finalizers or a grace period it is there for a while yet.</summary>
    public async Task<DeleteResult<T>> DeleteAsync(string name, V1DeleteOptions? options = null, CancellationToken cancellation = default)
    {
        var request = new RestRequest(HttpMethod.Delete, PathOf(name)) { Body = BodyOf(options) };
        using var response = await _rest.SendAsync(request, cancellation).ConfigureAwait(false);
        return Read(request, () => IsStatus(response.Body.Span)
            ? new DeleteResult<T>(default, KubernetesJson.Deserialize<V1Status>(response.Body.Span))
            : new DeleteResult<T>(_codec.Read(response.Body.Span), null));
    }

    /// <summary>Deletes all selected objects.</summary>
    public async Task DeleteCollectionAsync(ObjectSelection? selection = null, V1DeleteOptions? options = null, CancellationToken cancellation = default)
    {
        var request = new RestRequest(HttpMethod.Delete, PathOf(null)) { Query = [.. (selection ?? new ObjectSelection()).Parameters()], Body = BodyOf(options) };
        (await _rest.SendAsync(request, cancellation).ConfigureAwait(false)).Dispose();
    }

    /// <summary>How many replicas an object has, and is to have.</summary>
    public Task<V1Scale> GetScaleAsync(string name, CancellationToken cancellation = default) =>
        SendScaleAsync(new RestRequest(HttpMethod.Get, PathOf(name, "scale")), cancellation);

    /// <summary>Says how many replicas an object is to have, if <paramref name="scale"/> is still of its resourceVersion.</summary>
    public Task<V1Scale> UpdateScaleAsync(V1Scale scale, WriteOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scale);
        var path = PathOf(scale.Metadata.Name ?? "", "scale", scale.Metadata.Namespace);
        return SendScaleAsync(
            new RestRequest(HttpMethod.Put, path) { Query = (options ?? new WriteOptions()).ToQuery(), Body = KubernetesJson.SerializeToUtf8Bytes(scale) }, cancellation);
    }

    /// <summary>Says how many replicas an object is to have, whatever somebody else has said.</summary>
    public Task<V1Scale> ScaleAsync(string name, int replicas, PatchOptions? options = null, CancellationToken cancellation = default) =>
        SendScaleAsync(PatchRequest(PathOf(name, "scale"), Patch.Merge(new { spec = new { replicas } }), options ?? new PatchOptions()), cancellation);

    private static RestRequest PatchRequest(string path, Patch patch, PatchOptions options) =>
        new(HttpMethod.Patch, path) { Query = options.ToQuery(), Body = patch.Body, ContentType = patch.ContentType };

    private static ReadOnlyMemory<byte>? BodyOf(V1DeleteOptions? options) => options is null ? null : KubernetesJson.SerializeToUtf8Bytes(options);

    /// <summary>The object's own namespace, where the client is for all; a mistake without one is worth more than an answer that there is no such path.</summary>
    private string NamespaceFor(T value)
    {
        var own = _codec.NamespaceOf(value);
        if (_namespaced == true && Namespace.Length == 0 && own.Length == 0)
            throw new InvalidOperationException($"{Resource.Resource} are in namespaces: set the object's, or use InNamespace(\"…\")");
        return own;
    }

    private static bool IsStatus(ReadOnlySpan<byte> body)
    {
        var answer = Objects.KubernetesObject.Parse(body, Objects.ObjectContent.Whole);
        return answer is { Kind: "Status", ApiVersion: "v1" };
    }
}
