namespace Actors.Kubernetes.Configuration.Tests;

public sealed class KubeconfigTests : IDisposable
{
    private const string Two = """
        current-context: dev
        contexts:
        - {name: dev, context: {cluster: near, user: ada, namespace: team}}
        - {name: prod, context: {cluster: far, user: ada}}
        clusters:
        - {name: near, cluster: {server: "https://near:6443"}}
        - {name: far, cluster: {server: "https://far:6443"}}
        users:
        - {name: ada, user: {token: secret}}
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "https://near:6443/", "team")]
    [InlineData("prod", "https://far:6443/", "default")]
    public void A_context_is_chosen_by_name_or_is_the_current_one(string? context, string server, string @namespace)
    {
        var read = KubernetesConfiguration.LoadKubeconfig(Sources(_folder.Write("config", Two)) with { Context = context });
        Assert.Equal(server, read.Server.ToString());
        Assert.Equal(@namespace, read.Namespace);
        Assert.Equal(new BearerToken("secret"), read.Credentials);
        Assert.Equal($"context '{context ?? "dev"}' of {_folder["config"]}", read.Origin);
    }

    [Fact]
    public void Two_contexts_are_two_configurations_side_by_side()
    {
        var kubeconfig = Kubeconfig.Load(Sources(_folder.Write("config", Two)));
        Assert.Equal(["dev", "prod"], kubeconfig.Contexts);
        Assert.Equal(["near", "far"], kubeconfig.Contexts.Select(name => kubeconfig.Configure(name).Server.Host));
    }

    [Fact]
    public void Json_is_read_too()
    {
        var path = _folder.Write("config", """
            {"kind": "Config", "apiVersion": "v1", "current-context": "a", "contexts": [{"name": "a", "context": {"cluster": "a"}}],
             "clusters": [{"name": "a", "cluster": {"server": "https://a", "disable-compression": true}}], "users": null}
            """);
        var read = KubernetesConfiguration.LoadKubeconfig(Sources(path));
        Assert.True(read.DisableCompression);
        Assert.Null(read.Credentials);
    }

    [Fact]
    public void Of_several_files_the_first_with_an_entry_counts_and_missing_ones_are_skipped()
    {
        var first = _folder.Write("a/first", """
            contexts:
            - {name: dev, context: {cluster: near, user: ada}}
            clusters:
            - {name: near, cluster: {server: "https://first"}}
            """);
        var second = _folder.Write("b/second", """
            current-context: dev
            contexts:
            - {name: dev, context: {cluster: far, namespace: never}}
            - {name: other, context: {cluster: near}}
            clusters:
            - {name: near, cluster: {server: "https://second", tls-server-name: never}}
            users:
            - {name: ada, user: {tokenFile: token}}
            """);
        var third = _folder.Write("third", "current-context: other\n");
        _folder.Write("b/token", "from b\n");
        var list = string.Join(Path.PathSeparator, _folder["missing"], first, "", second, third, second);

        var read = KubernetesConfiguration.LoadKubeconfig(Environment(("KUBECONFIG", list), ("HOME", _folder.Path)));
        Assert.Equal("https://first/", read.Server.ToString());
        Assert.Null(read.Trust.ServerName);
        Assert.Equal("default", read.Namespace);
        Assert.Equal(new TokenFile(_folder["b/token"]), read.Credentials);
    }

    [Fact]
    public void The_default_is_in_the_home_folder()
    {
        _folder.Write(".kube/config", Two);
        Assert.Equal("near", KubernetesConfiguration.LoadKubeconfig(Environment(("HOME", _folder.Path))).Server.Host);
    }

    [Fact]
    public void The_explicit_file_is_the_only_one()
    {
        var other = _folder.Write("other", Two.Replace("near", "explicit", StringComparison.Ordinal));
        var sources = Environment(("KUBECONFIG", _folder.Write("config", Two))) with { Kubeconfig = other };
        Assert.Equal("explicit", KubernetesConfiguration.LoadKubeconfig(sources).Server.Host);
    }

    [Fact]
    public void An_unknown_context_is_answered_with_those_there_are()
    {
        var path = _folder.Write("config", Two);
        Assert.Equal($"{path}: there is no context 'test'; there are: dev, prod.", Problem(Sources(path) with { Context = "test" }));
        File.WriteAllText(path, Two.Replace("current-context: dev", "", StringComparison.Ordinal));
        Assert.Equal($"{path}: there is no current-context; name one of the contexts there are: dev, prod.", Problem(Sources(path)));
    }

    [Fact]
    public void A_context_has_to_name_what_is_there()
    {
        var path = _folder.Write("config", """
            current-context: dev
            contexts:
            - name: dev
              context:
                cluster: nowhere
                user: nobody
            clusters:
            - {name: here, cluster: {server: "https://here"}}
            """);
        Assert.Equal(
            $"{path}:5: context 'dev': there is no cluster 'nowhere'; there are: here.\n{path}:6: context 'dev': there is no user 'nobody'; there are: none.",
            Problem(Sources(path)));
        File.WriteAllText(path, "current-context: dev\ncontexts:\n- name: dev\nclusters:\n- name: here\n");
        Assert.Equal($"{path}:1: context 'dev': it names no cluster; there are: here.", Problem(Sources(path)));
    }

    [Theory]
    [InlineData("a: [", "2: this is no YAML: ")]
    [InlineData("- a", ": this is no kubeconfig: it has to be a map")]
    [InlineData("kind: Pod", "1: kind has to be Config, not 'Pod'.")]
    [InlineData("apiVersion: v2", "1: apiVersion has to be v1, not 'v2'.")]
    [InlineData("clusters: 7", "1: clusters has to be a list.")]
    [InlineData("users:\n- 7", "2: users has to be a list of maps.")]
    [InlineData("users:\n- user: {}", "2: an entry of users has no name.")]
    [InlineData("users:\n- name: a\n- name: a", "3: users has two entries with the name 'a'.")]
    [InlineData("contexts:\n- {name: a, context: 1}", "2: context has to be a map.")]
    public void What_is_no_kubeconfig_says_where_and_why(string text, string problem)
    {
        var path = _folder.Write("config", text);
        Assert.StartsWith($"{path}:{problem}".Replace("::", ":", StringComparison.Ordinal), Problem(Sources(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void All_files_are_read_before_anything_is_said()
    {
        var list = string.Join(Path.PathSeparator, _folder.Write("a", "kind: Pod"), _folder.Write("b", "apiVersion: v7\nkind: Job"));
        var failure = Assert.Throws<KubernetesConfigurationException>(() => Kubeconfig.Load(Environment(("KUBECONFIG", list))));
        Assert.Equal(3, failure.Problems.Count);
    }

    [Fact]
    public void What_is_wrong_elsewhere_is_not_in_the_way()
    {
        var path = _folder.Write("config", Two.Replace("https://far:6443", "nonsense://", StringComparison.Ordinal));
        Assert.Equal("near", KubernetesConfiguration.LoadKubeconfig(Sources(path)).Server.Host);
    }

    [Fact]
    public void An_explicit_file_has_to_be_there() =>
        Assert.Equal($"{_folder["none"]}: there is no such kubeconfig.", Problem(Sources(_folder["none"])));

    private static ConfigurationSources Sources(string path) => Environment() with { Kubeconfig = path };

    private static ConfigurationSources Environment(params (string Name, string Value)[] variables) =>
        new() { Environment = variables.ToDictionary(one => one.Name, one => one.Value) };

    private static string Problem(ConfigurationSources sources) =>
        Assert.Throws<KubernetesConfigurationException>(() => KubernetesConfiguration.LoadKubeconfig(sources)).Message.ReplaceLineEndings("\n");
}
