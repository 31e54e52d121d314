using Actors.ApiServer;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators;
using Actors.Operators.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Testing;

/// <summary>
/// A Kubernetes API server and an operator, both in the test's process: real requests, real watches, the operator as it runs in a cluster. Workloads are simulated, nothing is
/// shared between kits, and one starts in a fraction of a second.
/// </summary>
/// <example>
/// <code>
/// await using var kit = await OperatorTestKit.StartAsync(b => b.Add&lt;Database, DatabaseReconciler&gt;(), DatabaseDefinition.Yaml);
/// var database = await kit.CreateAsync(new Database { Metadata = { Name = "orders", Namespace = "default" } });
/// await kit.WaitForAsync(database, one => one.Status?.Phase == "Ready");
/// </code>
/// </example>
public sealed partial class OperatorTestKit : IAsyncDisposable
{
    private static readonly TimeSpan ServingInterval = TimeSpan.FromMilliseconds(5);

    private readonly OperatorTestKitOptions _options;
    private readonly Action<OperatorBuilder> _configure;
    private readonly ApiServer.ApiServer _server;
    private readonly KubernetesClient _operatorClient;
    private readonly OperatorLog _log;
    private IHost? _host;

    private OperatorTestKit(OperatorTestKitOptions options, Action<OperatorBuilder> configure, ApiServer.ApiServer server)
    {
        (_options, _configure, _server, _log) = (options, configure, server, new OperatorLog(options.Output));
        Requests = new OperatorRequests(options.Roles is { } roles ? AccessRules.Read(roles) : null);
        var configuration = new KubernetesConfiguration { Server = server.Address, Origin = "the test kit" };
        Client = new KubernetesClient(configuration);
        _operatorClient = new KubernetesClient(configuration, new KubernetesClientOptions { Clock = options.Time, WrapHandler = Requests.Wrap });
    }

    /// <summary>The test's own client. It meets none of the faults, and its requests are not counted.</summary>
    public KubernetesClient Client { get; }

    /// <summary>What the operator has asked of the server, and the faults that it is to meet.</summary>
    public OperatorRequests Requests { get; }

    /// <summary>What the operator has logged, the oldest first; of many lines the last.</summary>
    public IReadOnlyList<string> Log => _log.Lines;

    /// <summary>Text of a kubeconfig for the server: for kubectl, or another process under test.</summary>
    public string Kubeconfig => _server.Kubeconfig;

    /// <summary>The operator's services; for what a test registered or wants to look at.</summary>
    /// <exception cref="InvalidOperationException">The operator is stopped, or a fleet: then each replica has its own (<see cref="ServicesOf"/>).</exception>
    public IServiceProvider Services => _host?.Services ?? throw new InvalidOperationException(_replicas.Count > 0 ? "The operator is a fleet: ask for ServicesOf a replica" : "The operator is stopped");

    /// <summary>Starts a server that knows some kinds, and an operator on it.</summary>
    /// <param name="configure">Adds the author's controllers.</param>
    /// <param name="definitions">CustomResourceDefinitions, as YAML or JSON.</param>
    public static Task<OperatorTestKit> StartAsync(Action<OperatorBuilder> configure, params IReadOnlyList<string> definitions) =>
        StartAsync(configure, new OperatorTestKitOptions { Definitions = definitions });

    /// <summary>Starts a server and an operator on it.</summary>
    /// <param name="configure">Adds the author's controllers.</param>
    /// <param name="options">How they are to run.</param>
    /// <param name="cancellation">Gives up starting.</param>
    public static Task<OperatorTestKit> StartAsync(Action<OperatorBuilder> configure, OperatorTestKitOptions options, CancellationToken cancellation = default) =>
        StartAsync(configure, options, kit => kit.StartOperatorAsync(cancellation), cancellation);

    private static async Task<OperatorTestKit> StartAsync(Action<OperatorBuilder> configure, OperatorTestKitOptions options, Func<OperatorTestKit, Task> start, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(options);
        var server = await ApiServer.ApiServer.StartAsync(
            new ApiServerOptions { Workloads = options.Workloads, Time = options.Time, CollectionDelay = TimeSpan.Zero }, cancellation);
        var kit = new OperatorTestKit(options, configure, server);
        try
        {
            foreach (var definition in options.Definitions) await kit.DefineAsync(definition, cancellation);
            await start(kit);
            return kit;
        }
        catch
        {
            await kit.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has the server know another kind, and waits until it serves it.</summary>
    /// <param name="definition">A CustomResourceDefinition, as YAML or JSON.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task DefineAsync(string definition, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(definition);
        var request = new RestRequest(HttpMethod.Post, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions")
        {
            ContentType = "application/yaml",
            Body = System.Text.Encoding.UTF8.GetBytes(definition),
        };
        using var response = await Client.Rest.SendAsync(request, cancellation);
        var created = KubernetesJson.Deserialize<V1CustomResourceDefinition>(response.Body.Span);
        await WaitForAsync(created, static one => one.Status?.Conditions?.Any(static condition => condition is { Type: "Established", Status: "True" }) == true);
        foreach (var version in created.Spec!.Versions!.Where(static one => one.Served == true))
            await WaitUntilServedAsync(Client.Metadata(new GroupVersionResource(created.Spec.Group!, version.Name!, created.Spec.Names!.Plural!)), cancellation);
    }

    /// <summary>A server establishes a kind a moment before it serves it.</summary>
    private static async Task WaitUntilServedAsync(ResourceClient<KubernetesObject> resource, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await resource.ListAsync(new ListOptions { Limit = 1 }, cancellation);
                return;
            }
            catch (KubernetesException failure) when (failure.IsNotFound)
            {
                await Task.Delay(ServingInterval, cancellation);
            }
        }
    }

    /// <summary>Starts the operator again after <see cref="StopOperatorAsync"/>: a new process, as far as its state goes.</summary>
    public async Task StartOperatorAsync(CancellationToken cancellation = default)
    {
        if (_host is not null || _replicas.Count > 0) throw new InvalidOperationException("The operator runs already");
        _host = await StartHostAsync([], static _ => { }, cancellation);
    }

    private async Task<IHost> StartHostAsync(string[] args, Action<OperatorBuilder> prepare, CancellationToken cancellation)
    {
        var builder = OperatorBuilder.Create(_options.Name, args);
        builder.Configure(options => (options.Client, options.HasLedgerByDefault) = (_operatorClient, false));
        builder.Host.Logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Information);
        builder.Services.Replace(ServiceDescriptor.Singleton(_options.Time));

        // Ctrl-C and SIGTERM are for the process that runs the tests: an operator that took them would stop in the middle of its test, and the process would not.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, HostedLifetime>());
        prepare(builder);
        _configure(builder);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellation);
            return host;
        }
        catch
        {
            await StopAsync(host);
            throw;
        }
    }

    /// <summary>Stops the operator, and gives running reconciles their time. The server goes on.</summary>
    public async Task StopOperatorAsync()
    {
        if (_host is not { } host) return;
        _host = null;
        await StopAsync(host);
    }

    private static async Task StopAsync(IHost host)
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        else host.Dispose();
    }

    /// <summary>Ends the operator, then the server.</summary>
    public async ValueTask DisposeAsync()
    {
        Requests.ClearFaults();
        await StopOperatorAsync();
        await StopReplicasAsync();
        _operatorClient.Dispose();
        Client.Dispose();
        await _server.DisposeAsync();
        _log.Dispose();
    }
}
