using Actors.Kubernetes.Models;

namespace Actors.Kubernetes;

/// <summary>
/// Reads and writes the objects of one resource, in all namespaces or in one. Its methods throw <see cref="KubernetesException"/> where the server refuses,
/// <see cref="HttpRequestException"/> where it cannot be reached, and <see cref="TimeoutException"/> where it does not answer in time.
/// </summary>
/// <typeparam name="T">What its objects are here: a model, or <see cref="Actors.Objects.KubernetesObject"/> for their bytes.</typeparam>
public sealed partial class ResourceClient<T>
{
    private readonly RestClient _rest;
    private readonly ObjectCodec<T> _codec;
    private readonly bool? _namespaced;

    internal ResourceClient(RestClient rest, ObjectCodec<T> codec, GroupVersionResource resource, bool? namespaced, string @namespace = "")
    {
        (_rest, _codec, _namespaced) = (rest, codec, namespaced);
        (Resource, Namespace) = (resource, @namespace);
    }

    /// <summary>The resource.</summary>
    public GroupVersionResource Resource { get; }

    /// <summary>The namespace its requests are for; empty for all of them, or for a resource of the whole cluster.</summary>
    public string Namespace { get; }

    internal TimeProvider Clock => _rest.Options.Clock;

    /// <summary>What is kept of objects that come as bytes.</summary>
    internal Objects.ObjectContent Content => _codec.Content;

    /// <summary>The same for one namespace; empty for all.</summary>
    /// <exception cref="InvalidOperationException">The resource is one of the whole cluster.</exception>
    public ResourceClient<T> InNamespace(string @namespace)
    {
        ArgumentNullException.ThrowIfNull(@namespace);
        if (_namespaced == false && @namespace.Length > 0) throw new InvalidOperationException($"{Resource.Resource} belong to the whole cluster, not to a namespace");
        return new ResourceClient<T>(_rest, _codec, Resource, _namespaced, @namespace);
    }

    /// <summary>The path of the resource, or of one object.</summary>
    private string PathOf(string? name, string subresource = "", string? @namespace = null)
    {
        var space = Namespace.Length > 0 ? Namespace : @namespace ?? "";
        if (_namespaced == false) space = "";
        if (_namespaced == true && name is not null && space.Length == 0)
            throw new InvalidOperationException($"{Resource.Resource} are in namespaces: say in which '{name}' is, with InNamespace(\"…\")");
        return ResourcePath.Of(Resource, space, name, subresource);
    }

    private async Task<T> SendAsync(RestRequest request, CancellationToken cancellation)
    {
        using var response = await _rest.SendAsync(request with { Accept = _codec.Accept }, cancellation).ConfigureAwait(false);
        return Read(request, () => _codec.Read(response.Body.Span));
    }

    /// <summary>What cannot be read is told with what was asked.</summary>
    private static TRead Read<TRead>(RestRequest request, Func<TRead> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or Objects.MalformedObjectException)
        {
            throw new InvalidDataException($"{request}: the answer cannot be read: {exception.Message}", exception);
        }
    }

    private async Task<V1Scale> SendScaleAsync(RestRequest request, CancellationToken cancellation)
    {
        using var response = await _rest.SendAsync(request, cancellation).ConfigureAwait(false);
        return Read(request, () => KubernetesJson.Deserialize<V1Scale>(response.Body.Span));
    }
}
