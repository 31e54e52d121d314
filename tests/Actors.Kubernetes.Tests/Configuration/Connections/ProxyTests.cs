namespace Actors.Kubernetes.Configuration.Tests;

public sealed class ProxyTests : ConnectionTest
{
    private const string Cluster = "cluster.example:6443";

    public override async Task InitializeAsync() =>
        Server = await TestServer.StartAsync(Authority.Issue("server", ["127.0.0.1", "cluster.example", "inside.example"]));

    [Theory]
    [InlineData("http", null)]
    [InlineData("http", "ada:p w")]
    [InlineData("socks5", null)]
    [InlineData("socks5", "ada:p w")]
    public async Task Requests_go_through_the_proxy_which_finds_the_host(string scheme, string? password)
    {
        await using var proxy = new TestProxy(Server.Address, password: password);
        var user = password is null ? "" : $"{password.Replace(" ", "%20", StringComparison.Ordinal)}@";
        var client = Connect(Far() with { Proxy = KubernetesProxy.At(new Uri($"{scheme}://{user}{proxy.Authority}")) });
        Assert.Equal("HTTP/2", await client.GetStringAsync(""));
        Assert.Equal([Cluster], proxy.Destinations);
        Assert.Equal(["cluster.example"], Server.NamesAskedFor);
    }

    [Fact]
    public async Task A_proxy_that_speaks_tls_shows_a_certificate_of_the_same_authority_as_for_kubectl()
    {
        await using var proxy = new TestProxy(Server.Address, Authority.Issue("proxy", ["127.0.0.1"]));
        var configuration = Far() with { Proxy = KubernetesProxy.At(new Uri($"https://{proxy.Authority}")) };
        Assert.Equal("HTTP/2", await Connect(configuration).GetStringAsync(""));
        Assert.Equal([Cluster], proxy.Destinations);
    }

    [Fact]
    public async Task The_name_that_is_asked_for_goes_through_a_proxy_too()
    {
        await using var proxy = new TestProxy(Server.Address);
        var far = Far();
        var client = Connect(far with
        {
            Proxy = KubernetesProxy.At(new Uri($"http://{proxy.Authority}")),
            Trust = far.Trust with { ServerName = "inside.example" },
        });
        Assert.Equal("HTTP/2", await client.GetStringAsync(""));
        Assert.Equal([Cluster], proxy.Destinations);
        Assert.Equal(["inside.example"], Server.NamesAskedFor);
    }

    [Fact]
    public async Task A_proxy_of_the_environment_is_used_but_for_what_it_excepts()
    {
        await using var proxy = new TestProxy(Server.Address);
        var variables = new Dictionary<string, string> { ["HTTPS_PROXY"] = $"http://{proxy.Authority}", ["NO_PROXY"] = "other.example" };
        Assert.Equal("HTTP/2", await Connect(Far() with { Proxy = KubernetesProxy.FromEnvironment(variables) }).GetStringAsync(""));
        Assert.Equal([Cluster], proxy.Destinations);
        Assert.Equal("HTTP/2", await Connect(Configuration() with { Proxy = KubernetesProxy.FromEnvironment(variables) }).GetStringAsync(""));
        Assert.Single(proxy.Destinations);
    }

    [Fact]
    public async Task A_proxy_does_not_stand_for_the_server()
    {
        await using var proxy = new TestProxy(Server.Address);
        var client = Connect(Far() with { Server = new Uri("https://other.example"), Proxy = KubernetesProxy.At(new Uri($"http://{proxy.Authority}")) });
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(""));
        Assert.Contains("not for other.example", failure.Message, StringComparison.Ordinal);
    }

    private KubernetesConfiguration Far() => Configuration() with { Server = new Uri($"https://{Cluster}") };
}
