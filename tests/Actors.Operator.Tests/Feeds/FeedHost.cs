using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Operators.Feeds;
using Actors.Operators.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Operators.Tests.Feeds;

/// <summary>Feeds of a cluster on a port of their own, by HTTP/1.1 as between replicas.</summary>
internal sealed class FeedHost : IAsyncDisposable
{
    private readonly Reads _reads;
    private readonly KubernetesClient _client;
    private readonly List<KubernetesClient> _clients = [];
    private readonly WebApplication _application;
    private int _answers;
    private int _listsAsked;
    private int _open;

    private FeedHost(Reads reads, KubernetesClient client, FeedService feeds, WebApplication application) =>
        (_reads, _client, Feeds, _application) = (reads, client, feeds, application);

    public FeedService Feeds { get; }

    /// <summary>How often it has listed config maps at the server.</summary>
    public int Lists => Volatile.Read(ref _reads.Lists);

    /// <summary>How many lists of config maps readers have asked it for.</summary>
    public int ListsAsked => Volatile.Read(ref _listsAsked);

    /// <summary>How many requests have come.</summary>
    public int Answers => Volatile.Read(ref _answers);

    public Uri Address => new(new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), FeedService.Prefix);

    /// <summary>How many are answered now.</summary>
    public int Open => Volatile.Read(ref _open);

    public static async Task<FeedHost> StartAsync(TestCluster cluster, FeedOptions? options = null, TimeProvider? time = null, TimeSpan linger = default)
    {
        var reads = new Reads();
        var client = cluster.NewClient(time, reads.Wrap);
        var feeds = new FeedService(client, options ?? new FeedOptions(), new ListWatchOptions(), new BackgroundWork(), linger);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1));
        var application = builder.Build();
        var host = new FeedHost(reads, client, feeds, application);
        application.Run(async http =>
        {
            Interlocked.Increment(ref host._answers);
            if (ReadRequests.IsList(http.Request.Path, http.Request.QueryString.ToString(), "configmaps")) Interlocked.Increment(ref host._listsAsked);
            Interlocked.Increment(ref host._open);
            await feeds.AnswerAsync(http);
            Interlocked.Decrement(ref host._open);
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

    private sealed class Reads
    {
        public int Lists;

        public HttpMessageHandler Wrap(HttpMessageHandler next) => new Counting(next, this);

        private sealed class Counting(HttpMessageHandler next, Reads reads) : DelegatingHandler(next)
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                if (ReadRequests.IsList(request, "configmaps")) Interlocked.Increment(ref reads.Lists);
                return base.SendAsync(request, cancellationToken);
            }
        }
    }
}
