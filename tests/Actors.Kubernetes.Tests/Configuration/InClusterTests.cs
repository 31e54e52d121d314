namespace Actors.Kubernetes.Configuration.Tests;

public sealed class InClusterTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _folder.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("10.96.0.1", "443", "https://10.96.0.1/")]
    [InlineData("fd00::1", "6443", "https://[fd00::1]:6443/")]
    public void A_pod_knows_its_cluster(string host, string port, string server)
    {
        Mount();
        var read = KubernetesConfiguration.LoadInCluster(Sources(("KUBERNETES_SERVICE_HOST", host), ("KUBERNETES_SERVICE_PORT", port)));
        Assert.Equal(server, read.Server.ToString());
        Assert.Equal(new TokenFile(_folder["token"]), read.Credentials);
        Assert.Equal(PemSource.FromFile(_folder["ca.crt"]), read.Trust.Authority);
        Assert.Equal("team", read.Namespace);
        Assert.Null(read.Proxy);
    }

    [Fact]
    public void The_namespace_is_what_the_manifest_says_or_what_is_mounted()
    {
        Mount();
        Assert.Equal("named", KubernetesConfiguration.LoadInCluster(Pod(("POD_NAMESPACE", "named"))).Namespace);
        File.Delete(_folder["namespace"]);
        Assert.Equal("default", KubernetesConfiguration.LoadInCluster(Pod()).Namespace);
    }

    [Fact]
    public void All_that_is_missing_is_said_at_once()
    {
        var failure = Assert.Throws<KubernetesConfigurationException>(() => KubernetesConfiguration.LoadInCluster(Sources()));
        Assert.Equal(
            [
                "KUBERNETES_SERVICE_HOST is not set: this is no pod of a Kubernetes cluster.",
                "KUBERNETES_SERVICE_PORT is not set: this is no pod of a Kubernetes cluster.",
                $"{_folder["token"]}: the service account's token cannot be used: there is no such file. Is automountServiceAccountToken off?",
                $"{_folder["ca.crt"]}: the cluster's certificate authority cannot be used: there is no such file.",
            ],
            failure.Problems);
    }

    [Fact]
    public void The_default_is_the_kubeconfig_and_else_the_cluster()
    {
        Mount();
        Assert.Equal("10.96.0.1", KubernetesConfiguration.LoadDefault(Pod()).Server.Host);
        Assert.Equal("10.96.0.1", KubernetesConfiguration.LoadDefault(Pod(("KUBECONFIG", "/dev/null"))).Server.Host);
        var kubeconfig = _folder.Kubeconfig("server: https://kubeconfig").Kubeconfig!;
        Assert.Equal("kubeconfig", KubernetesConfiguration.LoadDefault(Pod(("KUBECONFIG", kubeconfig))).Server.Host);
        Assert.Equal("kubeconfig", KubernetesConfiguration.LoadDefault(Pod() with { Kubeconfig = kubeconfig }).Server.Host);
    }

    [Fact]
    public void A_context_that_was_asked_for_is_never_the_cluster()
    {
        Mount();
        var failure = Assert.Throws<KubernetesConfigurationException>(() => KubernetesConfiguration.LoadDefault(Pod() with { Context = "dev" }));
        Assert.Equal("There is no kubeconfig to take the context 'dev' from: KUBECONFIG is not set, and neither is HOME.", failure.Message);
    }

    [Fact]
    public void Where_there_is_nothing_it_says_where_it_looked()
    {
        var failure = Assert.Throws<KubernetesConfigurationException>(() => KubernetesConfiguration.LoadDefault(Sources(("HOME", _folder.Path))));
        Assert.Equal(
            $"There is no Kubernetes cluster to talk to: KUBECONFIG is not set and {_folder[".kube/config"]} does not exist or is empty, and this is no pod " +
            "(KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set). Set KUBECONFIG, or run in a cluster.",
            failure.Message);
    }

    private void Mount()
    {
        _folder.Write("token", "t");
        _folder.Write("ca.crt", _authority.Pem);
        _folder.Write("namespace", "team\n");
    }

    private ConfigurationSources Pod(params (string Name, string Value)[] variables) =>
        Sources([("KUBERNETES_SERVICE_HOST", "10.96.0.1"), ("KUBERNETES_SERVICE_PORT", "443"), .. variables]);

    private ConfigurationSources Sources(params (string Name, string Value)[] variables) =>
        new() { Environment = variables.ToDictionary(one => one.Name, one => one.Value), ServiceAccount = _folder.Path };
}
