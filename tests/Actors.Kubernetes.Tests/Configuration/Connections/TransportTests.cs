using System.Net;

namespace Actors.Kubernetes.Configuration.Tests;

public sealed class TransportTests
{
    [Fact]
    public void A_server_that_is_gone_without_a_word_is_noticed_within_a_minute()
    {
        using var handler = Create();
        Assert.Equal(TimeSpan.FromSeconds(30), handler.KeepAlivePingDelay);
        Assert.Equal(TimeSpan.FromSeconds(15), handler.KeepAlivePingTimeout);
        Assert.Equal(HttpKeepAlivePingPolicy.Always, handler.KeepAlivePingPolicy);
    }

    [Fact]
    public void Nobody_is_woken_for_pings_where_the_protocol_has_none()
    {
        var configuration = new KubernetesConfiguration { Server = new Uri("http://a") };
        using var plain = Transport.CreateHttp1Handler(configuration, null, null);
        using var threaded = Transport.CreateThreadedHandler(configuration, null, null);
        Assert.Equal(Timeout.InfiniteTimeSpan, plain.KeepAlivePingDelay);
        Assert.Equal(Timeout.InfiniteTimeSpan, threaded.KeepAlivePingDelay);
    }

    [Theory]
    [InlineData("https://a", "2.0", HttpVersionPolicy.RequestVersionOrLower, true)]
    [InlineData("https://a", "2.0", HttpVersionPolicy.RequestVersionExact, true)]
    [InlineData("https://a", "1.1", HttpVersionPolicy.RequestVersionExact, false)]
    [InlineData("https://a", "1.1", HttpVersionPolicy.RequestVersionOrHigher, true)]
    [InlineData("http://a", "2.0", HttpVersionPolicy.RequestVersionOrLower, false)]
    [InlineData("http://a", "2.0", HttpVersionPolicy.RequestVersionExact, true)]
    [InlineData("http://a", "2.0", HttpVersionPolicy.RequestVersionOrHigher, true)]
    [InlineData("http://a", "1.1", HttpVersionPolicy.RequestVersionOrHigher, false)]
    [InlineData("http://a", "1.1", HttpVersionPolicy.RequestVersionOrLower, false)]
    public void Http2_needs_encryption_or_that_nothing_lower_will_do(string server, string version, HttpVersionPolicy policy, bool may)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, server) { Version = Version.Parse(version), VersionPolicy = policy };
        Assert.Equal(may, Transport.MayBeHttp2(request));
    }

    [Fact]
    public void The_times_of_the_configuration_are_those_of_the_connections()
    {
        using var handler = Create(configuration => configuration with { ConnectTimeout = TimeSpan.FromSeconds(3), ConnectionLifetime = TimeSpan.FromMinutes(4) });
        Assert.Equal(TimeSpan.FromSeconds(3), handler.ConnectTimeout);
        Assert.Equal(TimeSpan.FromMinutes(4), handler.PooledConnectionLifetime);
    }

    [Fact]
    public void More_watches_than_a_connection_takes_streams_are_no_limit()
    {
        using var handler = Create();
        Assert.True(handler.EnableMultipleHttp2Connections);
    }

    [Fact]
    public void Nothing_of_a_request_goes_where_it_was_not_sent_to()
    {
        using var handler = Create();
        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        Assert.False(handler.UseProxy);
    }

    [Fact]
    public void Responses_are_compressed_unless_they_are_not_to_be()
    {
        using var compressed = Create();
        using var plain = Create(configuration => configuration with { DisableCompression = true });
        Assert.Equal(DecompressionMethods.GZip, compressed.AutomaticDecompression);
        Assert.Equal(DecompressionMethods.None, plain.AutomaticDecompression);
    }

    private static SocketsHttpHandler Create(Func<KubernetesConfiguration, KubernetesConfiguration>? change = null)
    {
        var configuration = new KubernetesConfiguration { Server = new Uri("https://a") };
        return Transport.CreateHandler(change?.Invoke(configuration) ?? configuration, null, null);
    }
}
