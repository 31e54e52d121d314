using System.Collections.Concurrent;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Operators.Running;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Hosting;

/// <summary>Makes the client of an operator that brings none.</summary>
internal static class ClusterConnection
{
    private const int WarningsRemembered = 1000;

    /// <exception cref="KubernetesConfigurationException">There is no cluster to talk to, or something is wrong in the configuration.</exception>
    public static KubernetesClient Open(OperatorOptions options, ILoggerFactory logs)
    {
        var configuration = KubernetesConfiguration.LoadDefault(new ConfigurationSources { Kubeconfig = options.Kubeconfig, Context = options.Context });
        var log = logs.CreateLogger("Actors.Operator");
        var told = new ConcurrentDictionary<string, byte>();
        return new KubernetesClient(
            configuration with { UserAgent = $"{options.Name} {configuration.UserAgent}" },
            new KubernetesClientOptions { OnWarning = warning => Tell(log, told, warning) });
    }

    /// <summary>Once each: what a server warns of comes with every request of its like.</summary>
    private static void Tell(ILogger log, ConcurrentDictionary<string, byte> told, KubernetesWarning warning)
    {
        if (told.Count < WarningsRemembered && told.TryAdd(warning.Text, 0)) log.ServerWarned(warning.Request, warning.Text);
    }
}
