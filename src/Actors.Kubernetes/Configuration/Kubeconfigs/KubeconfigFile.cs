using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Actors.Kubernetes.Configuration;

/// <summary>
/// One file (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/). Its entries are looked into when they are used: what is
/// wrong in a context nobody uses is not in the way.
/// </summary>
internal sealed class KubeconfigFile
{
    private KubeconfigFile(YamlMap root, List<string> problems)
    {
        if (root.Text("kind") is { } kind && kind != "Config") root.Report($"kind has to be Config, not '{kind}'", "kind");
        if (root.Text("apiVersion") is { } version && version != "v1") root.Report($"apiVersion has to be v1, not '{version}'", "apiVersion");
        CurrentContext = root.Text("current-context");
        Contexts = Entries(root, "contexts", "context", problems);
        Clusters = Entries(root, "clusters", "cluster", problems);
        Users = Entries(root, "users", "user", problems);
    }

    public string? CurrentContext { get; }

    public Dictionary<string, YamlMap> Contexts { get; }

    public Dictionary<string, YamlMap> Clusters { get; }

    public Dictionary<string, YamlMap> Users { get; }

    /// <summary>Reads a file; null if there is none, if it is empty, or if it cannot be read, which is a problem then.</summary>
    public static KubeconfigFile? TryRead(string path, List<string> problems)
    {
        try
        {
            var stream = new YamlStream();
            using var text = new StreamReader(path);
            stream.Load(text);
            if (stream.Documents.Count == 0 || YamlJson.IsNull(stream.Documents[0].RootNode)) return null;
            if (stream.Documents[0].RootNode is YamlMappingNode root) return new KubeconfigFile(new YamlMap(path, "", root, problems), problems);
            problems.Add($"{path}: this is no kubeconfig: it has to be a map with clusters, users and contexts.");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (Problem.IsOfFiles(failure))
        {
            problems.Add($"{path}: the kubeconfig cannot be read: {Problem.Describe(failure)}.");
        }
        catch (YamlException failure)
        {
            problems.Add(YamlMap.At(path, failure.Start, $"this is no YAML: {(failure.InnerException ?? failure).Message.TrimEnd('.')}."));
        }

        return null;
    }

    private static Dictionary<string, YamlMap> Entries(YamlMap root, string list, string kind, List<string> problems)
    {
        var entries = new Dictionary<string, YamlMap>(StringComparer.Ordinal);
        foreach (var item in root.Maps(list))
        {
            if (item.Text("name") is not { } name)
            {
                item.Report($"an entry of {list} has no name");
                continue;
            }

            var entry = item.Map(kind, $"{kind} '{name}'") ?? new YamlMap(root.File, $"{kind} '{name}'", [], problems);
            if (!entries.TryAdd(name, entry)) item.Report($"{list} has two entries with the name '{name}'");
        }

        return entries;
    }
}
