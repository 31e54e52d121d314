namespace Actors.Kubernetes.Configuration;

/// <summary>
/// The configuration of a process in a pod (https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/).
/// </summary>
internal static class InCluster
{
    private const string Host = "KUBERNETES_SERVICE_HOST";
    private const string Port = "KUBERNETES_SERVICE_PORT";

    public static bool IsThere(ConfigurationSources sources) => sources.Variable(Host) is not null && sources.Variable(Port) is not null;

    public static KubernetesConfiguration Load(ConfigurationSources sources)
    {
        var problems = new List<string>();
        var server = ReadServer(sources, problems);
        var token = Path.Combine(sources.ServiceAccount, "token");
        if (Problem.OfReading(token, static text => text.AsSpan().Trim().Length > 0 ? null : "it is empty") is { } badToken)
            problems.Add($"{token}: the service account's token cannot be used: {badToken}. Is automountServiceAccountToken off?");
        var authority = Path.Combine(sources.ServiceAccount, "ca.crt");
        if (Problem.OfReading(authority, Pem.ProblemWithCertificates) is { } badAuthority)
            problems.Add($"{authority}: the cluster's certificate authority cannot be used: {badAuthority}.");
        var proxy = KubernetesProxy.ReadEnvironment(sources, problems);
        if (problems.Count > 0) throw new KubernetesConfigurationException(problems);

        return new KubernetesConfiguration
        {
            Server = server!,
            Namespace = ReadNamespace(sources),
            Trust = new ServerTrust { Authority = PemSource.FromFile(authority) },
            Credentials = new TokenFile(token),
            Proxy = proxy,
            Origin = "the pod's service account",
        };
    }

    private static Uri? ReadServer(ConfigurationSources sources, List<string> problems)
    {
        foreach (var name in new[] { Host, Port })
        {
            if (sources.Variable(name) is null) problems.Add($"{name} is not set: this is no pod of a Kubernetes cluster.");
        }

        if (!IsThere(sources)) return null;
        var host = sources.Variable(Host)!;
        var bracketed = host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? $"[{host}]" : host;
        if (Uri.TryCreate($"https://{bracketed}:{sources.Variable(Port)}", UriKind.Absolute, out var server)) return server;
        problems.Add($"{Host}={host} and {Port}={sources.Variable(Port)} are no host and port, such as 10.96.0.1 and 443.");
        return null;
    }

    // As client-go has it: what the pod's manifest says by the downward API, then what was mounted.
    private static string ReadNamespace(ConfigurationSources sources)
    {
        if (sources.Variable("POD_NAMESPACE") is { } named) return named;
        var file = Path.Combine(sources.ServiceAccount, "namespace");
        var mounted = File.Exists(file) ? File.ReadAllText(file).Trim() : "";
        return mounted.Length > 0 ? mounted : "default";
    }
}
