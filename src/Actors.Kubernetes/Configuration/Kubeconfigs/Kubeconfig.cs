namespace Actors.Kubernetes.Configuration;

/// <summary>
/// A kubeconfig: all files of it, put together. Of two entries with one name the one in the file that is named first counts, and all
/// of it (https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/).
/// </summary>
public sealed class Kubeconfig
{
    private readonly Dictionary<string, YamlMap> _contexts;
    private readonly Dictionary<string, YamlMap> _clusters;
    private readonly Dictionary<string, YamlMap> _users;
    private readonly ConfigurationSources _sources;
    private readonly string _files;

    private Kubeconfig(IReadOnlyList<KubeconfigFile> files, string names, ConfigurationSources sources)
    {
        _sources = sources;
        _files = names;
        _contexts = Merge(files.Select(file => file.Contexts));
        _clusters = Merge(files.Select(file => file.Clusters));
        _users = Merge(files.Select(file => file.Users));
        CurrentContext = files.Select(file => file.CurrentContext).FirstOrDefault(name => name is not null);
    }

    /// <summary>The names of all contexts, sorted.</summary>
    public IReadOnlyList<string> Contexts => [.. _contexts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The context that is used where none is named.</summary>
    public string? CurrentContext { get; }

    private bool IsEmpty => CurrentContext is null && _contexts.Count + _clusters.Count + _users.Count == 0;

    /// <summary>Reads the kubeconfig: the explicit file, else those in KUBECONFIG that are there, else <c>~/.kube/config</c>.</summary>
    /// <exception cref="KubernetesConfigurationException">There is none, or a file is none.</exception>
    public static Kubeconfig Load(ConfigurationSources? sources = null) =>
        TryLoad(sources ?? new ConfigurationSources(), out var missing)
        ?? throw new KubernetesConfigurationException($"There is no kubeconfig: {missing}.");

    /// <summary>What a context says.</summary>
    /// <param name="context">The context; by default the current one.</param>
    /// <exception cref="KubernetesConfigurationException">It is not there, or something is wrong in it, its cluster or its user.</exception>
    public KubernetesConfiguration Configure(string? context = null)
    {
        var name = context ?? CurrentContext
            ?? throw new KubernetesConfigurationException(
                $"{_files}: there is no current-context; name one of the contexts there are: {Names(_contexts)}.");
        if (!_contexts.TryGetValue(name, out var found))
            throw new KubernetesConfigurationException($"{_files}: there is no context '{name}'; there are: {Names(_contexts)}.");

        var problems = new List<string>();
        var map = found.Reporting(problems);
        var cluster = Follow(map, "cluster", _clusters) is { } clusterMap ? KubeconfigCluster.Read(clusterMap.Reporting(problems)) : null;
        var user = Follow(map, "user", _users) is { } userMap ? KubeconfigUser.Read(userMap.Reporting(problems), cluster) : null;
        if (!map.Has("cluster")) map.Report($"it names no cluster; there are: {Names(_clusters)}");
        var proxy = cluster?.Proxy ?? KubernetesProxy.ReadEnvironment(_sources, problems);
        var configuration = cluster?.Server is null ? null : new KubernetesConfiguration
        {
            Server = cluster.Server,
            Namespace = map.Text("namespace") ?? "default",
            Trust = cluster.Trust,
            DisableCompression = cluster.DisableCompression,
            Proxy = proxy,
            // As kubectl does: a secret is not sent where everybody on the way can read it.
            Credentials = cluster.Server.Scheme == Uri.UriSchemeHttps ? user?.Credentials : null,
            ClientCertificate = cluster.Server.Scheme == Uri.UriSchemeHttps ? user?.ClientCertificate : null,
            Impersonation = user?.Impersonation,
            Origin = $"context '{name}' of {map.File}",
        };
        return configuration is not null && problems.Count == 0 ? configuration : throw new KubernetesConfigurationException(problems);
    }

    internal static Kubeconfig? TryLoad(ConfigurationSources sources, out string missing)
    {
        var (paths, why) = Paths(sources);
        var problems = new List<string>();
        var files = new List<KubeconfigFile>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path)) problems.Add($"{path}: this is a folder and no kubeconfig.");
            else if (sources.Kubeconfig is not null && !File.Exists(path)) problems.Add($"{path}: there is no such kubeconfig.");
            else if (KubeconfigFile.TryRead(path, problems) is { } file) files.Add(file);
        }

        if (problems.Count > 0) throw new KubernetesConfigurationException(problems);
        missing = why;
        var kubeconfig = new Kubeconfig(files, string.Join(", ", paths), sources);
        return kubeconfig.IsEmpty ? null : kubeconfig;
    }

    private static (IReadOnlyList<string> Paths, string Missing) Paths(ConfigurationSources sources)
    {
        if (sources.Kubeconfig is { } file) return ([Path.GetFullPath(file)], $"nothing is in {file}");
        if (sources.Variable("KUBECONFIG") is { } list)
        {
            var named = list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFullPath).Distinct();
            return ([.. named], $"no file in KUBECONFIG={list} exists and has something in it");
        }

        var home = sources.Variable("HOME") ?? sources.Variable("USERPROFILE");
        if (home is null) return ([], "KUBECONFIG is not set, and neither is HOME");
        var path = Path.Combine(home, ".kube", "config");
        return ([path], $"KUBECONFIG is not set and {path} does not exist or is empty");
    }

    private static YamlMap? Follow(YamlMap context, string kind, Dictionary<string, YamlMap> entries)
    {
        if (context.Text(kind) is not { } name) return null;
        if (entries.TryGetValue(name, out var entry)) return entry;
        context.Report($"there is no {kind} '{name}'; there are: {Names(entries)}", kind);
        return null;
    }

    private static string Names(Dictionary<string, YamlMap> entries) =>
        entries.Count == 0 ? "none" : string.Join(", ", entries.Keys.Order(StringComparer.Ordinal));

    private static Dictionary<string, YamlMap> Merge(IEnumerable<Dictionary<string, YamlMap>> files)
    {
        var merged = new Dictionary<string, YamlMap>(StringComparer.Ordinal);
        foreach (var (name, entry) in files.SelectMany(file => file)) merged.TryAdd(name, entry);
        return merged;
    }
}
