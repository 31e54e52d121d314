namespace Actors.Kubernetes.Configuration;

/// <summary>The map <c>exec</c> of an entry of <c>users</c>.</summary>
internal static class KubeconfigExec
{
    public static ExecPlugin? Read(YamlMap map, string? clusterConfig)
    {
        var command = map.Text("command");
        if (command is null) map.Report("exec has no command");
        return new ExecPlugin
        {
            Command = command is null ? "" : IsPath(command) ? map.Resolve(command) : command,
            Arguments = map.Texts("args"),
            Environment = ReadEnvironment(map),
            ApiVersion = ReadVersion(map),
            InteractiveMode = ReadMode(map),
            InstallHint = map.Text("installHint"),
            ProvideClusterInfo = map.Flag("provideClusterInfo"),
            ClusterConfig = clusterConfig,
        };
    }

    // As kubectl: a bare name is looked for in PATH and nowhere else.
    private static bool IsPath(string command) =>
        command.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || command.Contains(Path.AltDirectorySeparatorChar, StringComparison.Ordinal);

    private static Dictionary<string, string> ReadEnvironment(YamlMap map)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in map.Maps("env"))
        {
            if (variable.Text("name") is { } name) environment[name] = variable.Text("value") ?? "";
            else variable.Report("a variable in env has no name");
        }

        return environment;
    }

    private static string ReadVersion(YamlMap map)
    {
        var version = map.Text("apiVersion");
        if (version is ExecPlugin.V1 or ExecPlugin.V1Beta1) return version;
        map.Report($"exec's apiVersion has to be {ExecPlugin.V1} or {ExecPlugin.V1Beta1}{(version is null ? "" : $", not '{version}'")}", "apiVersion");
        return ExecPlugin.V1;
    }

    private static ExecInteractiveMode ReadMode(YamlMap map)
    {
        switch (map.Text("interactiveMode"))
        {
            case "Never":
                return ExecInteractiveMode.Never;
            case "IfAvailable":
            case null when map.Text("apiVersion") == ExecPlugin.V1Beta1:
                return ExecInteractiveMode.IfAvailable;
            case "Always":
                return ExecInteractiveMode.Always;
            case var other:
                map.Report($"exec's interactiveMode has to be Never, IfAvailable or Always{(other is null ? "" : $", not '{other}'")}", "interactiveMode");
                return ExecInteractiveMode.Never;
        }
    }
}
