using System.Collections.Concurrent;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Operators.Running;
using Actors.Operators.Telemetry;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Hosting;

/// <summary>Makes the client of an operator that brings none.</summary>
internal static class ClusterConnection
{
    private const int WarningsRemembered = 1000;

    /// <exception cref="KubernetesConfigurationException">There is no cluster to talk to, or something is wrong in the configuration.</exception>
    /// <param name="options">Which cluster.</param>
    /// <param name="metrics">Counts the requests.</param>
    /// <param name="fence">Lets requests through; null where the operator shares with nobody.</param>
    /// <param name="logs">Gets what the server warns of.</param>
    public static KubernetesClient Open(OperatorOptions options, OperatorMetrics metrics, Func<HttpMessageHandler, HttpMessageHandler>? fence, ILoggerFactory logs)
    {
        var configuration = KubernetesConfiguration.LoadDefault(new ConfigurationSources { Kubeconfig = options.Kubeconfig, Context = options.Context });
        var log = logs.CreateLogger("Actors.Operator");
        var told = new ConcurrentDictionary<string, byte>();
        return new KubernetesClient(
            configuration with { UserAgent = $"{(options.Fleet ? $"{options.Name}/{options.Replica}" : options.Name)} {configuration.UserAgent}" },
            new KubernetesClientOptions { OnWarning = warning => Tell(log, told, warning), WrapHandler = next => Through(fence, new RequestCounter(next, metrics)) });
    }

    /// <summary>A client as the caller's, whose requests go through the fence.</summary>
    public static KubernetesClient Fenced(KubernetesClient client, Func<HttpMessageHandler, HttpMessageHandler> fence) => new(
        client.Configuration, client.Options with { WrapHandler = next => fence(client.Options.WrapHandler?.Invoke(next) ?? next) });

    private static HttpMessageHandler Through(Func<HttpMessageHandler, HttpMessageHandler>? fence, HttpMessageHandler next) => fence?.Invoke(next) ?? next;

    /// <summary>Once each: what a server warns of comes with every request of its like.</summary>
    private static void Tell(ILogger log, ConcurrentDictionary<string, byte> told, KubernetesWarning warning)
    {
        if (told.Count < WarningsRemembered && told.TryAdd(warning.Text, 0)) log.ServerWarned(warning.Request, warning.Text);
    }
}
