namespace Actors.Operators.Hosting;

/// <summary>What an operator takes of its command line: <c>--name value</c> or <c>--name=value</c>.</summary>
internal static class OperatorArguments
{
    public const string Section = "Operator";

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["--kubeconfig"] = nameof(OperatorOptions.Kubeconfig),
        ["--context"] = nameof(OperatorOptions.Context),
        ["--namespace"] = nameof(OperatorOptions.Namespace),
        ["--max-concurrent"] = nameof(OperatorOptions.MaxConcurrent),
        ["--shutdown-timeout"] = nameof(OperatorOptions.ShutdownTimeout),
        ["--management-port"] = nameof(OperatorOptions.ManagementPort),
        ["--management-secret-file"] = nameof(OperatorOptions.ManagementSecretFile),
        ["--management-address"] = nameof(OperatorOptions.ManagementAddress),
        ["--fleet"] = nameof(OperatorOptions.Fleet),
        ["--replica"] = nameof(OperatorOptions.Replica),
        ["--fleet-namespace"] = nameof(OperatorOptions.FleetNamespace),
        ["--link-address"] = nameof(OperatorOptions.LinkAddress),
        ["--link-secret-file"] = nameof(OperatorOptions.LinkSecretFile),
        ["--reconcile-log"] = nameof(OperatorOptions.ReconcileLog),
        ["--stop-with-input"] = nameof(OperatorOptions.StopWithInput),
    };

    /// <summary>The settings in the command line, as the host's configuration has them; what is not the operator's is left to the program.</summary>
    /// <exception cref="OperatorStartException">One of them has no value.</exception>
    public static IReadOnlyDictionary<string, string?> Read(IReadOnlyList<string> args)
    {
        var settings = new Dictionary<string, string?>();
        for (var at = 0; at < args.Count; at++)
        {
            var parts = args[at].Split('=', 2);
            if (!Known.TryGetValue(parts[0], out var option))
            {
                // As the host takes it: --Logging:LogLevel:Default=Debug.
                if (parts.Length == 2 && parts[0].StartsWith("--", StringComparison.Ordinal) && parts[0].Contains(':', StringComparison.Ordinal)) settings[parts[0][2..]] = parts[1];
                continue;
            }

            if (parts.Length == 1 && (at + 1 == args.Count || args[at + 1].StartsWith("--", StringComparison.Ordinal)))
                throw new OperatorStartException($"{parts[0]} needs a value: {parts[0]} VALUE");
            settings[$"{Section}:{option}"] = parts.Length == 2 ? parts[1] : args[++at];
        }

        return settings;
    }
}
