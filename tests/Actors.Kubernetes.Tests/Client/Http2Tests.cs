using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Actors.Kubernetes.Tests;

public sealed class Http2Tests : ClientTest
{
    private protected override HttpProtocols Protocols => HttpProtocols.Http2;

    [Fact]
    public async Task Http2_is_spoken_without_encryption_too_where_that_is_wanted()
    {
        var options = new KubernetesClientOptions { HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var map = await Connect(options).Resource(ConfigMaps).InNamespace("n").GetAsync("a");
        Assert.Equal("a", map.Name);
        Assert.Equal("HTTP/2", LastRequest.Protocol);
    }

    [Fact]
    public async Task A_watch_is_read_as_it_comes()
    {
        Answer = async context =>
        {
            await context.Response.WriteAsync("""{"type":"ADDED","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"}}}""" + "\n");
            await context.Response.Body.FlushAsync();
            await Silence(context);
        };
        var options = new KubernetesClientOptions { HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        await foreach (var happened in Connect(options).Resource(ConfigMaps).WatchAsync())
        {
            Assert.Equal("a", happened.Object.Name);
            break;
        }
    }
}
