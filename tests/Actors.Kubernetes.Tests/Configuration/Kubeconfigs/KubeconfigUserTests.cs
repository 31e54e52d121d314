namespace Actors.Kubernetes.Configuration.Tests;

public sealed class KubeconfigUserTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _folder.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public void A_token_a_file_and_a_password_are_credentials()
    {
        var file = _folder.Write("token", "t");
        Assert.Equal(new BearerToken("t"), Load("{token: t}").Credentials);
        Assert.Equal(new BearerToken("12345"), Load("{token: 12345}").Credentials);
        Assert.Equal(new TokenFile(file), Load("{tokenFile: token}").Credentials);
        Assert.Equal(new TokenFile(_folder["later"], "t"), Load("{token: t, tokenFile: later}").Credentials);
        Assert.Equal(new BasicCredentials("ada", "p"), Load("{username: ada, password: p}").Credentials);
        Assert.Null(Load("{}").Credentials);
    }

    [Fact]
    public void Nothing_secret_is_printed() =>
        Assert.All(
            [
                "{token: SECRET}",
                "{username: a, password: SECRET}",
                "{exec: {command: a, args: [SECRET], env: [{name: A, value: SECRET}], apiVersion: client.authentication.k8s.io/v1beta1}}",
            ],
            user => Assert.DoesNotContain("SECRET", Load(user).ToString(), StringComparison.Ordinal));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_client_certificate_is_data_or_files(bool rsa)
    {
        var certificate = _authority.Issue("ada", rsa: rsa);
        var inline = Load($"{{client-certificate-data: {certificate.Base64}, client-key-data: {certificate.KeyBase64}}}").ClientCertificate!;
        Assert.Equal((certificate.Pem, certificate.Key), (inline.Certificate.Read(), inline.Key.Read()));
        _folder.Write("ada.crt", certificate.Pem);
        _folder.Write("ada.key", certificate.Key);
        Assert.Equal(
            new ClientCertificate(PemSource.FromFile(_folder["ada.crt"]), PemSource.FromFile(_folder["ada.key"])),
            Load("{client-certificate: ada.crt, client-key: ada.key}").ClientCertificate);
    }

    [Fact]
    public void Impersonation_is_read_whole()
    {
        var read = Load("""
            as: grace
            as-uid: "7"
            as-groups: [dev, ops]
            as-user-extra:
              Scope/x%: [a, b]
            """).Impersonation!;
        Assert.Equal(
            ["Impersonate-User: grace", "Impersonate-Uid: 7", "Impersonate-Group: dev|ops", "Impersonate-Extra-Scope%2Fx%25: a|b"],
            read.Headers().Select(header => $"{header.Key}: {string.Join('|', header.Value)}"));
    }

    [Fact]
    public void A_plugin_is_read_whole()
    {
        var plugin = Assert.IsType<ExecPlugin>(Load("""
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: ./bin/login
              args: [get, "7"]
              env:
              - {name: REGION, value: eu}
              installHint: brew install login
              provideClusterInfo: true
              interactiveMode: Always
            """).Credentials);
        Assert.Equal(_folder["bin/login"], plugin.Command);
        Assert.Equal(["get", "7"], plugin.Arguments);
        Assert.Equal("eu", plugin.Environment["REGION"]);
        Assert.Equal("brew install login", plugin.InstallHint);
        Assert.Equal((ExecPlugin.V1, ExecInteractiveMode.Always, true), (plugin.ApiVersion, plugin.InteractiveMode, plugin.ProvideClusterInfo));
        Assert.Null(plugin.ClusterConfig);
    }

    [Fact]
    public void A_plugin_of_the_version_before_asks_where_it_can_and_gets_what_the_cluster_says()
    {
        const string Cluster = """
            server: https://a
            extensions:
            - name: other
              extension: {}
            - name: client.authentication.k8s.io/exec
              extension: {audience: x, number: 7, quoted: "7", list: [true, null, 1.5, v1.5]}
            """;
        const string User = "{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: login}}";
        var plugin = Assert.IsType<ExecPlugin>(KubernetesConfiguration.LoadKubeconfig(_folder.Kubeconfig(Cluster, User)).Credentials);
        Assert.Equal(("login", ExecInteractiveMode.IfAvailable), (plugin.Command, plugin.InteractiveMode));
        Assert.Equal("""{"audience":"x","number":7,"quoted":"7","list":[true,null,1.5,"v1.5"]}""", plugin.ClusterConfig);
    }

    [Fact]
    public void A_plugin_is_for_those_who_have_nothing_else()
    {
        const string Exec = "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: login}";
        var certificate = _authority.Issue("ada");
        Assert.Equal(new BearerToken("t"), Load($"{{token: t, {Exec}}}").Credentials);
        Assert.Null(Load($"{{client-certificate-data: {certificate.Base64}, client-key-data: {certificate.KeyBase64}, {Exec}}}").Credentials);
    }

    [Fact]
    public void Without_tls_no_secret_is_sent() =>
        Assert.Null(KubernetesConfiguration.LoadKubeconfig(_folder.Kubeconfig("server: http://a", "{token: t}")).Credentials);

    [Theory]
    [InlineData("{tokenFile: none}", "tokenFile {0}none cannot be used: there is no such file.")]
    [InlineData("{tokenFile: empty}", "tokenFile {0}empty cannot be used: it is empty.")]
    [InlineData("{token: a, username: b}", "a token and a username are both there: take one of them out.")]
    [InlineData("{auth-provider: {name: gcp}}", "auth-provider was taken out of Kubernetes in 1.26: use the provider's exec plugin.")]
    [InlineData("{as-groups: [a]}", "as-uid, as-groups and as-user-extra need a user to be: add as.")]
    [InlineData("{as: a, as-groups: b}", "as-groups has to be a list.")]
    [InlineData("{client-certificate: a.crt}", "client-certificate {0}a.crt cannot be used: there is no such file.")]
    [InlineData("{client-certificate: ok.crt}", "client-certificate is there without its key: add client-key or client-key-data.")]
    [InlineData("{client-certificate: ok.crt, client-key: none}", "client-key {0}none cannot be used: there is no such file.")]
    [InlineData("{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}}", "exec has no command.")]
    [InlineData(
        "{exec: {command: a, apiVersion: client.authentication.k8s.io/v1alpha1, interactiveMode: Never}}",
        "exec's apiVersion has to be client.authentication.k8s.io/v1 or client.authentication.k8s.io/v1beta1, not 'client.authentication.k8s.io/v1alpha1'.")]
    [InlineData("{exec: {command: a, apiVersion: client.authentication.k8s.io/v1}}", "exec's interactiveMode has to be Never, IfAvailable or Always.")]
    [InlineData("{exec: {command: a, apiVersion: client.authentication.k8s.io/v1beta1, env: [{value: a}]}}", "a variable in env has no name.")]
    public void What_is_wrong_names_file_line_and_entry(string user, string problem)
    {
        _folder.Write("empty", "\n");
        _folder.Write("ok.crt", _authority.Issue("ada").Pem);
        var failure = Assert.Throws<KubernetesConfigurationException>(() => Load(user));
        Assert.Equal($"{_folder["config"]}:13: user 'ada': {problem.Replace("{0}", _folder.Path + "/", StringComparison.Ordinal)}", failure.Problems[0]);
    }

    [Fact]
    public void A_key_has_to_be_that_of_its_certificate()
    {
        var (one, other) = (_authority.Issue("ada"), _authority.Issue("ada"));
        var failure = Assert.Throws<KubernetesConfigurationException>(() => Load($"{{client-certificate-data: {one.Base64}, client-key-data: {other.KeyBase64}}}"));
        Assert.Contains("client-certificate and client-key cannot be used together: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_is_said_at_once()
    {
        var failure = Assert.Throws<KubernetesConfigurationException>(() =>
            KubernetesConfiguration.LoadKubeconfig(_folder.Kubeconfig("{server: 'ftp://a', certificate-authority: none}", "{token: a, username: b, exec: {}}")));
        Assert.Equal(6, failure.Problems.Count);
    }

    private KubernetesConfiguration Load(string user) => KubernetesConfiguration.LoadKubeconfig(_folder.Kubeconfig("server: https://a", user));
}
