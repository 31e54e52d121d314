namespace Actors.Kubernetes.Configuration.Tests;

public sealed class KubeconfigClusterTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _folder.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("server: https://10.0.0.1:6443", "https://10.0.0.1:6443/")]
    [InlineData("server: https://rancher/k8s/clusters/c-1?x#y", "https://rancher/k8s/clusters/c-1")]
    [InlineData("server: https://[fd00::1]:6443", "https://[fd00::1]:6443/")]
    [InlineData("server: localhost:8080", "http://localhost:8080/")]
    [InlineData("{server: 'host:6443', insecure-skip-tls-verify: true}", "https://host:6443/")]
    public void The_server_is_an_address_with_or_without_scheme_and_path(string cluster, string server) =>
        Assert.Equal(server, Load(cluster).Server.ToString());

    [Fact]
    public void An_authority_is_data_or_a_file_beside_the_kubeconfig()
    {
        Assert.Equal(_authority.Pem, Load($"{{server: 'https://a', certificate-authority-data: {_authority.Base64}}}").Trust.Authority!.Read());
        _folder.Write("pki/ca.crt", _authority.Pem);
        var trust = Load("{server: 'https://a', certificate-authority: pki/ca.crt, tls-server-name: b}").Trust;
        Assert.Equal(PemSource.FromFile(_folder["pki/ca.crt"]), trust.Authority);
        Assert.Equal("b", trust.ServerName);
        Assert.False(trust.SkipVerification);
    }

    [Theory]
    [InlineData("http://proxy:3128")]
    [InlineData("https://ada:secret@proxy")]
    [InlineData("socks5://proxy:1080")]
    public void A_proxy_goes_before_that_of_the_environment(string proxy)
    {
        var sources = _folder.Kubeconfig($"{{server: 'https://a', proxy-url: '{proxy}'}}") with
        {
            Environment = new Dictionary<string, string> { ["HTTPS_PROXY"] = "other" },
        };
        var read = KubernetesConfiguration.LoadKubeconfig(sources);
        Assert.Equal(new Uri(proxy), read.Proxy!.GetProxy(read.Server));
        Assert.DoesNotContain("secret", read.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_proxy_the_environment_is_asked()
    {
        var sources = _folder.Kubeconfig("server: https://a") with { Environment = new Dictionary<string, string> { ["https_proxy"] = "other:3128" } };
        var read = KubernetesConfiguration.LoadKubeconfig(sources);
        Assert.Equal(new Uri("http://other:3128"), read.Proxy!.GetProxy(read.Server));
        Assert.Null(Load("server: https://a").Proxy);
    }

    [Theory]
    [InlineData("{}", "it has no server, such as https://10.0.0.1:6443.")]
    [InlineData("{server: 'ftp://a'}", "server has to be an address such as https://10.0.0.1:6443, not 'ftp://a'.")]
    [InlineData("{server: 'https://a', insecure-skip-tls-verify: 'yes'}", "insecure-skip-tls-verify has to be true or false, not 'yes'.")]
    [InlineData("{server: 'https://a', certificate-authority: ca.crt}", "certificate-authority {0}ca.crt cannot be used: there is no such file.")]
    [InlineData("{server: 'https://a', certificate-authority: empty}", "certificate-authority {0}empty cannot be used: it holds no '-----BEGIN CERTIFICATE-----'.")]
    [InlineData("{server: 'https://a', certificate-authority-data: '?'}", "certificate-authority-data has to be PEM encoded in base64, in one line.")]
    [InlineData("{server: 'https://a', certificate-authority-data: YWRh}", "certificate-authority-data cannot be used: it holds no '-----BEGIN CERTIFICATE-----'.")]
    [InlineData(
        "{server: 'https://a', certificate-authority: a, certificate-authority-data: b}",
        "certificate-authority and certificate-authority-data are both there: take one of them out.")]
    [InlineData("{server: 'https://a', proxy-url: 'ftp://p'}", "proxy-url has to start with http://, https:// or socks5:// and name a host.")]
    [InlineData("{server: [a]}", "server has to be a text.")]
    public void What_is_wrong_names_file_line_and_entry(string cluster, string problem)
    {
        _folder.Write("empty", "");
        var failure = Assert.Throws<KubernetesConfigurationException>(() => Load(cluster));
        Assert.Equal($"{_folder["config"]}:9: cluster 'here': {problem.Replace("{0}", _folder.Path + "/", StringComparison.Ordinal)}", failure.Problems[0]);
    }

    [Fact]
    public void A_certificate_authority_that_is_not_looked_at_is_a_mistake() =>
        Assert.Contains(
            "insecure-skip-tls-verify is set beside a certificate authority",
            Assert.Throws<KubernetesConfigurationException>(() =>
                Load($"{{server: 'https://a', insecure-skip-tls-verify: true, certificate-authority-data: {_authority.Base64}}}")).Message,
            StringComparison.Ordinal);

    private KubernetesConfiguration Load(string cluster) => KubernetesConfiguration.LoadKubeconfig(_folder.Kubeconfig(cluster));
}
