using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Operators.Feeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Operators.Tests.Feeds;

/// <summary>Feeds of a cluster on a port of their own, below /feeds.</summary>
internal sealed class FeedHost : IAsyncDisposable
{
    private readonly KubernetesClient _client;
    private readonly List<KubernetesClient> _clients = [];
    private readonly WebApplication _application;
    private int _answers;

    private FeedHost(KubernetesClient client, FeedService feeds, WebApplication application) => (_client, Feeds, _application) = (client, feeds, application);

    public FeedService Feeds { get; }

    /// <summary>How many requests have come.</summary>
    public int Answers => Volatile.Read(ref _answers);

    public Uri Address => new(new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), FeedService.Prefix);

    public static async Task<FeedHost> StartAsync(TestCluster cluster, FeedOptions? options = null, TimeProvider? time = null)
    {
        var client = cluster.NewClient(time);
        var feeds = new FeedService(client, options ?? new FeedOptions(), new ListWatchOptions());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var application = builder.Build();
        var host = new FeedHost(client, feeds, application);
        application.Run(http =>
        {
            Interlocked.Increment(ref host._answers);
            return feeds.AnswerAsync(http);
        });
        await application.StartAsync();
        return host;
    }

    /// <summary>A client that reads here as it would from an API server.</summary>
    public KubernetesClient NewClient()
    {
        var made = new KubernetesClient(new KubernetesConfiguration { Server = Address, Origin = "a test" }, new KubernetesClientOptions { MaxRetries = 0 });
        _clients.Add(made);
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await Feeds.DisposeAsync();
        await _application.DisposeAsync();
        _client.Dispose();
    }
}
