using Actors.ApiServer;
using Actors.Engine.Tests;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Tests;

/// <summary>A real API server in this process that knows <see cref="Gadget"/>, and a client of it.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    public const string Namespace = "default";

    private readonly ApiServer.ApiServer _server;
    private bool _isStopped;

    private TestCluster(ApiServer.ApiServer server)
    {
        _server = server;
        Client = NewClient();
    }

    public KubernetesClient Client { get; }

    public string Kubeconfig => _server.Kubeconfig;

    public ResourceClient<Gadget> Gadgets => Client.Resource<Gadget>().InNamespace(Namespace);

    public ResourceClient<V1ConfigMap> ConfigMaps => Client.Resource<V1ConfigMap>().InNamespace(Namespace);

    public static async Task<TestCluster> StartAsync(bool isDefined = true)
    {
        var cluster = new TestCluster(await ApiServer.ApiServer.StartAsync(new ApiServerOptions { CollectionDelay = TimeSpan.Zero }));
        if (isDefined) await cluster.DefineAsync();
        return cluster;
    }

    public KubernetesClient NewClient(TimeProvider? time = null, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null) => new(
        new KubernetesConfiguration { Server = _server.Address, Origin = "a test" },
        new KubernetesClientOptions { MaxRetries = 0, Clock = time ?? TimeProvider.System, WrapHandler = wrap });

    /// <summary>Has the server know <see cref="Gadget"/>.</summary>
    public async Task DefineAsync()
    {
        var definitions = Client.Resource<V1CustomResourceDefinition>();
        var created = await definitions.CreateAsync(KubernetesJson.Deserialize<V1CustomResourceDefinition>(Gadget.Definition));
        await WaitAsync(definitions, created.Metadata.Name!, static one => one?.Status?.Conditions?.Any(static is1 => is1 is { Type: "Established", Status: "True" }) == true);

        // As with a real server, it takes a moment more until it is served.
        using var patience = new CancellationTokenSource(Waiting.Limit);
        while (!await IsServedAsync(patience.Token)) patience.Token.ThrowIfCancellationRequested();
    }

    private async Task<bool> IsServedAsync(CancellationToken cancellation)
    {
        try
        {
            await Gadgets.ListAsync(cancellation: cancellation);
            return true;
        }
        catch (KubernetesException failure) when (failure.IsNotFound)
        {
            return false;
        }
    }

    /// <summary>Ends the server: who sends anything from now on fails.</summary>
    public async Task StopAsync()
    {
        if (_isStopped) return;
        _isStopped = true;
        await _server.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
    }

    public Task<Gadget> CreateAsync(string name, int size = 1, string? secret = null) =>
        Gadgets.CreateAsync(new Gadget { Metadata = { Name = name, Namespace = Namespace }, Spec = new GadgetSpec { Size = size, Secret = secret } });

    /// <summary>An object as the actors hold it.</summary>
    public Task<KubernetesObject> HeldAsync<T>(string name)
        where T : class, IKubernetesObject =>
        Client.Resource(KubernetesEntity.Of<T>().Resource, ObjectContent.WithoutManagedFields).InNamespace(Namespace).GetAsync(name);

    public Task<Gadget> WaitForGadgetAsync(string name, Func<Gadget, bool> isWanted) => WaitAsync(Gadgets, name, one => one is not null && isWanted(one))!;

    /// <summary>Waits until the object of that name, null if there is none, is as wanted.</summary>
    public static async Task<T?> WaitAsync<T>(ResourceClient<T> resource, string name, Func<T?, bool> isWanted)
        where T : class, IKubernetesObject
    {
        using var patience = new CancellationTokenSource(Waiting.Limit);
        var current = await resource.FindAsync(name, patience.Token);
        if (isWanted(current)) return current;
        var list = await resource.ListAsync(cancellation: patience.Token);
        current = list.Items.FirstOrDefault(one => one.Metadata.Name == name);
        if (isWanted(current)) return current;
        var options = new WatchOptions { FieldSelector = FieldSelector.ByName(name), ResourceVersion = list.ResourceVersion };
        await foreach (var happened in resource.WatchAsync(options, patience.Token))
        {
            current = happened.Type == WatchEventType.Deleted ? null : happened.Object;
            if (happened.Type != WatchEventType.Bookmark && isWanted(current)) return current;
        }

        throw new InvalidOperationException("The server ended the watch");
    }
}

/// <summary>Operators as tests have them.</summary>
internal static class TestHosts
{
    /// <summary>Leaves the signals to the process that runs the tests: an operator that took them would stop in the middle of its test.</summary>
    public static OperatorBuilder WithoutSignals(this OperatorBuilder builder)
    {
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, HostedLifetime>());
        return builder;
    }
}

/// <summary>Keeps what an operator logs.</summary>
internal sealed class OperatorLogLines : ILoggerProvider
{
    private readonly CapturedLog _log = new();

    public ILogger Log => _log;

    public IReadOnlyList<string> Of(string name) => _log.Of(name);

    public Task WhenSaid(string name) => _log.WhenSaid(name);

    public ILogger CreateLogger(string categoryName) => categoryName is "Actors.Operator" or "Actors.Operator.Management" ? _log : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public void Dispose()
    {
        // What was logged stays readable.
    }
}
