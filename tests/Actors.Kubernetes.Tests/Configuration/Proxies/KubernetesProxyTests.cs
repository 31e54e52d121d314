namespace Actors.Kubernetes.Configuration.Tests;

public sealed class KubernetesProxyTests
{
    [Theory]
    [InlineData("https://a", "http://secure:1/")]
    [InlineData("wss://a", "http://secure:1/")]
    [InlineData("http://a", "socks5://plain:2/")]
    [InlineData("https://localhost:6443", null)]
    [InlineData("https://127.0.0.2", null)]
    [InlineData("https://[::1]", null)]
    public void The_environment_has_one_for_each_scheme_and_none_for_the_own_machine(string destination, string? proxy) =>
        Assert.Equal(proxy, Read(("HTTPS_PROXY", "secure:1"), ("http_proxy", "socks5://plain:2"))!.GetProxy(new Uri(destination))?.ToString());

    [Theory]
    [InlineData("*", "https://a", true)]
    [InlineData("example.com", "https://example.com", true)]
    [InlineData("example.com", "https://API.Example.com", true)]
    [InlineData("example.com", "https://notexample.com", false)]
    [InlineData("a, example.com ,b", "https://example.com", true)]
    [InlineData(".example.com", "https://example.com", false)]
    [InlineData(".example.com", "https://api.example.com", true)]
    [InlineData("*.example.com", "https://api.example.com", true)]
    [InlineData("*.example.com", "https://example.com", false)]
    [InlineData("example.com:6443", "https://example.com:6443", true)]
    [InlineData("example.com:6443", "https://example.com", false)]
    [InlineData("10.0.0.1", "https://10.0.0.1", true)]
    [InlineData("10.0.0.1", "https://10.0.0.10", false)]
    [InlineData("10.0.0.1:6443", "https://10.0.0.1", false)]
    [InlineData("0.0.1", "https://10.0.0.1", false)]
    [InlineData("10.0.0.0/8", "https://10.9.8.7:6443", true)]
    [InlineData("10.0.0.0/8", "https://11.0.0.1", false)]
    [InlineData("10.0.0.0/8", "https://example.com", false)]
    [InlineData("fd00::/8", "https://[fd00::7]", true)]
    [InlineData("", "https://example.com", false)]
    public void No_proxy_has_the_rules_of_Go(string list, string destination, bool direct) =>
        Assert.Equal(direct, Read(("HTTPS_PROXY", "proxy"), ("no_proxy", list))!.IsBypassed(new Uri(destination)));

    [Fact]
    public void Without_variables_there_is_none() => Assert.Null(Read(("NO_PROXY", "*"), ("HTTPS_PROXY", "")));

    [Fact]
    public void All_variables_that_are_none_are_named()
    {
        var failure = Assert.Throws<KubernetesConfigurationException>(() => Read(("HTTPS_PROXY", "ftp://a"), ("HTTP_PROXY", "http://")));
        Assert.Equal(2, failure.Problems.Count);
        Assert.StartsWith("The environment variable HTTP_PROXY is no proxy", failure.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void One_made_in_code_has_an_address_without_exceptions()
    {
        Assert.Equal(new Uri("http://p"), KubernetesProxy.At(new Uri("http://p")).GetProxy(new Uri("https://localhost")));
        Assert.Throws<ArgumentException>(() => KubernetesProxy.At(new Uri("ftp://p")));
    }

    private static KubernetesProxy? Read(params (string Name, string Value)[] variables) =>
        KubernetesProxy.FromEnvironment(variables.ToDictionary(one => one.Name, one => one.Value));
}
