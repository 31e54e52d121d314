using Actors.Engine.Tests;
using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Operators.Running;

namespace Actors.Operators.Feeds.Tests;

public sealed class FeedFailureTests
{
    [Fact]
    public async Task A_feed_whose_reading_fails_as_nobody_foresaw_is_no_secret()
    {
        var work = new BackgroundWork();
        using var client = new KubernetesClient(
            new KubernetesConfiguration { Server = new Uri("http://127.0.0.1:1"), Origin = "a test" }, new KubernetesClientOptions { MaxRetries = 0, WrapHandler = static _ => new Broken() });
        await using var feeds = new FeedService(client, new FeedOptions(), new ListWatchOptions(), work, TimeSpan.Zero);
        await feeds.FeedAsync([new WatchedKind("example.com", "v1", "Gadget", "")], []);
        var broken = await work.WhenBroken.Soon();
        Assert.Equal(("the feed of Gadget.example.com-v1", "broken by the test"), (broken.What, broken.Failure.Message));
    }

    private sealed class Broken : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new InvalidOperationException("broken by the test");
    }
}
