using System.Reflection;
using System.Runtime.InteropServices;

namespace Actors.Kubernetes.Configuration;

/// <summary>
/// How one cluster is reached and who asks: read from a kubeconfig or from the pod the process runs in, or made in code. It is data
/// and nothing else, so there can be as many side by side as there are clusters.
/// </summary>
public sealed record KubernetesConfiguration
{
    /// <summary>The address of the API server, with the path all requests start with if it has one.</summary>
    public required Uri Server { get; init; }

    /// <summary>The namespace of requests that name none.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Which certificate the server has to show.</summary>
    public ServerTrust Trust { get; init; } = new();

    /// <summary>What goes into the Authorization header; null for none.</summary>
    public KubernetesCredentials? Credentials { get; init; }

    /// <summary>The certificate shown to the server; null for none, or for what an <see cref="ExecPlugin"/> returns.</summary>
    public ClientCertificate? ClientCertificate { get; init; }

    /// <summary>For whom the requests are made, if not for the user of the credentials.</summary>
    public Impersonation? Impersonation { get; init; }

    /// <summary>The proxy; null for none. What is loaded without a proxy of its own has <see cref="KubernetesProxy.FromEnvironment"/>.</summary>
    public KubernetesProxy? Proxy { get; init; }

    /// <summary>Asks for responses as they are: less work for both sides where the network is fast.</summary>
    public bool DisableCompression { get; init; }

    /// <summary>The header User-Agent.</summary>
    public string UserAgent { get; init; } = DefaultUserAgent;

    /// <summary>The time a connection may take to be made.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time after which a connection takes no new requests, so that clients spread over API servers that came later. Requests under
    /// way, such as watches, go on.
    /// </summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Where this comes from, for messages: <c>context 'dev' of ~/.kube/config</c>.</summary>
    public string Origin { get; init; } = "code";

    private static string DefaultUserAgent { get; } =
        $"actors/{typeof(KubernetesConfiguration).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0"} " +
        $"({OperatingSystemName}/{RuntimeInformation.ProcessArchitecture})";

    private static string OperatingSystemName =>
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsLinux() ? "linux" : "other";

    /// <summary>The kubeconfig, if there is one; else the cluster this process runs in.</summary>
    /// <exception cref="KubernetesConfigurationException">There is neither, or something is wrong in what there is.</exception>
    public static KubernetesConfiguration LoadDefault(ConfigurationSources? sources = null)
    {
        var from = sources ?? new ConfigurationSources();
        if (Kubeconfig.TryLoad(from, out var missing) is { } kubeconfig) return kubeconfig.Configure(from.Context);
        if (from.Context is not null)
            throw new KubernetesConfigurationException($"There is no kubeconfig to take the context '{from.Context}' from: {missing}.");
        if (InCluster.IsThere(from)) return InCluster.Load(from);
        throw new KubernetesConfigurationException(
            $"There is no Kubernetes cluster to talk to: {missing}, and this is no pod (KUBERNETES_SERVICE_HOST and " +
            "KUBERNETES_SERVICE_PORT are not set). Set KUBECONFIG, or run in a cluster.");
    }

    /// <summary>The kubeconfig alone: the explicit file, else those in KUBECONFIG, else <c>~/.kube/config</c>.</summary>
    /// <exception cref="KubernetesConfigurationException">There is none, or something is wrong in it.</exception>
    public static KubernetesConfiguration LoadKubeconfig(ConfigurationSources? sources = null) =>
        Kubeconfig.Load(sources).Configure(sources?.Context);

    /// <summary>The cluster this process runs in, by the service account of its pod.</summary>
    /// <exception cref="KubernetesConfigurationException">This is no pod, or it has no service account.</exception>
    public static KubernetesConfiguration LoadInCluster(ConfigurationSources? sources = null) =>
        InCluster.Load(sources ?? new ConfigurationSources());
}
