using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Kubernetes.Models;
using Actors.Operators;
using Actors.Operators.Management;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Benchmarks.Inspection;

/// <summary>Replicas of an operator in this process, each with its own ports, that share widgets at an embedded API server.</summary>
internal sealed class InspectedFleet : IAsyncDisposable
{
    private const string Secret = "a-secret-of-this-benchmark";
    private const int Writers = 8;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly string _secret = Path.GetTempFileName();
    private readonly List<IHost> _replicas = [];
    private readonly Actors.ApiServer.ApiServer _server;
    private readonly KubernetesClient _client;

    private InspectedFleet(Actors.ApiServer.ApiServer server)
    {
        _server = server;
        _client = NewClient();
    }

    /// <summary>Asks the first replica.</summary>
    public HttpClient Http { get; } = new();

    public static async Task<InspectedFleet> StartAsync(int replicas)
    {
        var fleet = new InspectedFleet(await Actors.ApiServer.ApiServer.StartAsync(new ApiServerOptions()).ConfigureAwait(false));
        await File.WriteAllTextAsync(fleet._secret, Secret).ConfigureAwait(false);
        await fleet._client.Resource<V1CustomResourceDefinition>().CreateAsync(KubernetesJson.Deserialize<V1CustomResourceDefinition>(Widget.Definition)).ConfigureAwait(false);
        for (var number = 0; number < replicas; number++) await fleet.AddAsync($"r{number}").ConfigureAwait(false);
        fleet.Http.BaseAddress = fleet._replicas[0].Services.GetRequiredService<ManagementService>().Address;
        fleet.Http.DefaultRequestHeaders.Authorization = new("Bearer", Secret);
        await fleet.WaitAsync("/api/v1/cluster?scope=fleet", one => one["members"]!.AsArray().Count == replicas && one["members"]!.AsArray().All(static member => (int)member!["shards"]! > 0))
            .ConfigureAwait(false);
        return fleet;
    }

    /// <summary>Makes widgets and waits until all are in order.</summary>
    public async Task CreateAsync(int from, int to)
    {
        await Parallel.ForEachAsync(Enumerable.Range(from, to - from), new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (number, cancellation) =>
            await _client.Resource<Widget>().InNamespace("default").CreateAsync(
                new Widget { Metadata = { Name = $"w{number:d6}", Namespace = "default" }, Spec = new WidgetSpec { Size = number } }, cancellation: cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        await WaitAsync("/api/v1/actors?scope=fleet&state=idle&limit=1", one => (int)one["total"]! == to).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Task.WhenAll(_replicas.Select(static one => one.StopAsync())).ConfigureAwait(false);
        foreach (var one in _replicas) one.Dispose();
        _client.Dispose();
        await _server.DisposeAsync().ConfigureAwait(false);
        File.Delete(_secret);
    }

    private KubernetesClient NewClient() => new(new KubernetesConfiguration { Server = _server.Address, Origin = "a benchmark" });

    private async Task AddAsync(string name)
    {
        var builder = OperatorBuilder.Create("widget-operator", ["--fleet", "true", "--replica", name, "--link-secret-file", _secret, "--management-port", "0"]);
        builder.Host.Logging.ClearProviders();
        builder.Configure(one => one.Client = NewClient());
        var host = builder.Add<Widget, WidgetReconciler>().Build();
        await host.StartAsync().ConfigureAwait(false);
        _replicas.Add(host);
    }

    private async Task WaitAsync(string path, Func<JsonNode, bool> isReached)
    {
        while (true)
        {
            using var response = await Http.GetAsync(path).ConfigureAwait(false);
            if (response.IsSuccessStatusCode && isReached((await response.Content.ReadFromJsonAsync<JsonNode>().ConfigureAwait(false))!)) return;
            await Task.Delay(Look).ConfigureAwait(false);
        }
    }
}
