using Actors.Kubernetes.Configuration;
using Actors.Kubernetes.Models;
using Actors.Objects;

namespace Actors.Kubernetes;

/// <summary>A client of one cluster. Safe for use by many threads; one is enough for each cluster, as its connections are shared.</summary>
public sealed class KubernetesClient : IDisposable
{
    private readonly KubernetesConnection _connection;
    private readonly HttpMessageInvoker _invoker;

    /// <summary>Makes a client. It connects when it is first used.</summary>
    public KubernetesClient(KubernetesConfiguration configuration, KubernetesClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Options = options ?? new KubernetesClientOptions();
        _connection = new KubernetesConnection(configuration, Options.Clock);
        _invoker = new HttpMessageInvoker(Options.WrapHandler?.Invoke(_connection.Handler) ?? _connection.Handler, disposeHandler: false);
        Rest = new RestClient(configuration, _invoker, Options);
        Discovery = new DiscoveryClient(Rest);
        Mapper = new RestMapper(Discovery);
    }

    /// <summary>How it reaches its cluster.</summary>
    public KubernetesConfiguration Configuration => _connection.Configuration;

    /// <summary>How it sends its requests.</summary>
    public KubernetesClientOptions Options { get; }

    /// <summary>Requests as they are.</summary>
    public RestClient Rest { get; }

    /// <summary>Asks the server what it serves.</summary>
    public DiscoveryClient Discovery { get; }

    /// <summary>Finds the resource for a kind.</summary>
    public RestMapper Mapper { get; }

    /// <summary>A client for the kubeconfig's current context, or for the cluster this process runs in.</summary>
    /// <exception cref="KubernetesConfigurationException">There is neither, or something is wrong in what there is.</exception>
    public static KubernetesClient CreateDefault(KubernetesClientOptions? options = null) => new(KubernetesConfiguration.LoadDefault(), options);

    /// <summary>Reads and writes objects of a model's kind.</summary>
    /// <typeparam name="T">A model with a <see cref="KubernetesEntityAttribute"/>.</typeparam>
    /// <exception cref="InvalidOperationException">The model does not say of which kind it is.</exception>
    public ResourceClient<T> Resource<T>()
        where T : IKubernetesObject
    {
        var entity = KubernetesEntity.Of<T>();
        return new ResourceClient<T>(Rest, new ModelCodec<T>(), entity.Resource, entity.Namespaced);
    }

    /// <summary>Reads and writes objects of a resource as their bytes.</summary>
    /// <param name="resource">The resource; from a kind, the REST mapper finds it.</param>
    /// <param name="content">What to keep of objects that are read. What is written back has to be whole.</param>
    public ResourceClient<KubernetesObject> Resource(GroupVersionResource resource, ObjectContent content = ObjectContent.Whole) =>
        new(Rest, new BytesCodec(content), resource, namespaced: null);

    /// <summary>Reads and writes objects of a kind as their bytes, at the resource the server has for it.</summary>
    /// <exception cref="UnknownResourceException">The server has none.</exception>
    public async Task<ResourceClient<KubernetesObject>> ResourceForAsync(
        GroupVersionKind kind, ObjectContent content = ObjectContent.Whole, CancellationToken cancellation = default)
    {
        var found = await Mapper.ResourceForAsync(kind, cancellation).ConfigureAwait(false);
        return new ResourceClient<KubernetesObject>(Rest, new BytesCodec(content), found.Resource, found.Namespaced);
    }

    /// <summary>Reads the metadata of a resource's objects; the server sends nothing else.</summary>
    public ResourceClient<KubernetesObject> Metadata(GroupVersionResource resource) => new(Rest, new MetadataCodec(), resource, namespaced: null);

    /// <summary>Closes its connections. What is under way ends.</summary>
    public void Dispose()
    {
        _invoker.Dispose();
        _connection.Dispose();
    }
}
