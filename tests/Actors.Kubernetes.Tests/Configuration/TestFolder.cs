namespace Actors.Kubernetes.Configuration.Tests;

/// <summary>A folder of its own for a test, which goes with it.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("actors-").FullName;

    /// <summary>Writes a file, with the folders it is in, and gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a kubeconfig with one context, made from the body of its cluster and of its user, and gives where to load it from.</summary>
    public ConfigurationSources Kubeconfig(string cluster, string user = "{}", string name = "config")
    {
        var path = Write(name, $$"""
            apiVersion: v1
            kind: Config
            current-context: dev
            contexts:
            - name: dev
              context: {cluster: here, user: ada}
            clusters:
            - name: here
              cluster: {{Indent(cluster)}}
            users:
            - name: ada
              user: {{Indent(user)}}
            """);
        return new ConfigurationSources { Kubeconfig = path, Environment = new Dictionary<string, string>() };
    }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Indent(string yaml) =>
        yaml.Contains('\n', StringComparison.Ordinal) || !yaml.StartsWith('{') ? $"\n    {yaml.ReplaceLineEndings("\n    ")}" : yaml;
}
