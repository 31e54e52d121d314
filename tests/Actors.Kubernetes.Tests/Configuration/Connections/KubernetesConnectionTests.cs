namespace Actors.Kubernetes.Configuration.Tests;

/// <summary>From the files to the server.</summary>
public sealed class KubernetesConnectionTests : ConnectionTest
{
    [Fact]
    public async Task A_kubeconfig_leads_to_its_server_as_its_user()
    {
        var ada = Authority.Issue("ada", rsa: true);
        Folder.Write("pki/ca.crt", Authority.Pem);
        Folder.Write("pki/ada.crt", ada.Pem);
        Folder.Write("pki/ada.key", ada.Key);
        Folder.Write("pki/token", "first");
        var sources = Folder.Kubeconfig(
            $"{{server: '{Server.Address}', certificate-authority: pki/ca.crt}}",
            "{client-certificate: pki/ada.crt, client-key: pki/ada.key, tokenFile: pki/token, as: grace, as-groups: [dev, ops]}");
        await Connect(KubernetesConfiguration.LoadDefault(sources)).GetStringAsync("");
        Assert.Equal("CN=ada", Assert.Single(Server.ClientCertificates)!.Subject);
        var seen = Assert.Single(Server.Requests);
        Assert.Equal(["Bearer first"], seen["Authorization"]);
        Assert.Equal(["grace"], seen["Impersonate-User"]);
        Assert.Equal(["dev", "ops"], seen["Impersonate-Group"]);
        Assert.StartsWith("actors/", seen["User-Agent"].Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_in_a_kubeconfig_logs_in()
    {
        var script = new ExecPluginScript(Folder);
        script.AnswerToken("of the plugin");
        var sources = Folder.Kubeconfig(
            $"{{server: '{Server.Address}', certificate-authority-data: {Authority.Base64}}}",
            $"{{exec: {{apiVersion: client.authentication.k8s.io/v1, command: sh, args: ['{script.Plugin().Arguments[0]}'], interactiveMode: Never}}}}");
        await Connect(KubernetesConfiguration.LoadDefault(sources)).GetStringAsync("");
        Assert.Equal(["Bearer of the plugin"], Server.Tokens);
    }

    [Fact]
    public async Task A_pod_reaches_its_cluster_with_the_token_of_the_day()
    {
        Folder.Write("token", "first\n");
        Folder.Write("ca.crt", Authority.Pem);
        var pod = new Dictionary<string, string>
        {
            ["KUBERNETES_SERVICE_HOST"] = Server.Address.Host,
            ["KUBERNETES_SERVICE_PORT"] = $"{Server.Address.Port}",
        };
        var client = Connect(KubernetesConfiguration.LoadDefault(new ConfigurationSources { Environment = pod, ServiceAccount = Folder.Path }));
        await client.GetStringAsync("");
        Folder.Write("token", "second\n");
        Clock.AdvanceSeconds(60);
        await client.GetStringAsync("");
        Assert.Equal(["Bearer first", "Bearer second"], Server.Tokens);
        Assert.Single(Server.Connections);
    }

    [Fact]
    public async Task After_its_end_nothing_is_sent()
    {
        var connection = new KubernetesConnection(Configuration());
        using var client = new HttpClient(connection.Handler, disposeHandler: false) { BaseAddress = Server.Address };
        await client.GetStringAsync("");
        connection.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetStringAsync(""));
        await Condition.HoldsAsync(() => Server.OpenConnections == 0);
    }
}
