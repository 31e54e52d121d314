using System.Collections;

namespace Actors.Kubernetes.Configuration;

/// <summary>Where a configuration is looked for.</summary>
public sealed record ConfigurationSources
{
    /// <summary>The kubeconfig to read, and no other.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The context to use; by default the kubeconfig's <c>current-context</c>.</summary>
    public string? Context { get; init; }

    /// <summary>The environment; by default the process's.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ProcessEnvironment();

    /// <summary>Where a pod finds its service account.</summary>
    public string ServiceAccount { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    internal string? Variable(string name) => Environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private static Dictionary<string, string> ProcessEnvironment() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(
                entry => (string)entry.Key,
                entry => (string?)entry.Value ?? "",
                OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
}
