namespace Actors.Kubernetes.Configuration;

/// <summary>An entry of <c>clusters</c>.</summary>
internal sealed record KubeconfigCluster(Uri? Server, ServerTrust Trust, KubernetesProxy? Proxy, bool DisableCompression, string? ExecConfig)
{
    private const string ExecExtension = "client.authentication.k8s.io/exec";

    public static KubeconfigCluster Read(YamlMap map)
    {
        var trust = new ServerTrust
        {
            Authority = ReadPem(map, "certificate-authority", Pem.ProblemWithCertificates),
            ServerName = map.Text("tls-server-name"),
            SkipVerification = map.Flag("insecure-skip-tls-verify"),
        };
        if (trust is { SkipVerification: true, Authority: not null })
            map.Report("insecure-skip-tls-verify is set beside a certificate authority: take one of them out", "insecure-skip-tls-verify");
        return new KubeconfigCluster(ReadServer(map, trust), trust, ReadProxy(map), map.Flag("disable-compression"), ReadExecConfig(map));
    }

    /// <summary>PEM in a file or beside it in base64.</summary>
    public static PemSource? ReadPem(YamlMap map, string key, Func<string, string?>? check = null)
    {
        if (map.Has(key) && map.Has($"{key}-data"))
        {
            map.Report($"{key} and {key}-data are both there: take one of them out", key);
            return null;
        }

        if (map.Data($"{key}-data") is { } data)
        {
            if (check?.Invoke(data) is { } wrong) map.Report($"{key}-data cannot be used: {wrong}", $"{key}-data");
            return PemSource.FromText(data);
        }

        if (map.FilePath(key) is not { } path) return null;
        if (Problem.OfReading(path, check ?? (static _ => null)) is { } problem)
        {
            map.Report($"{key} {path} cannot be used: {problem}", key);
            return null;
        }

        return PemSource.FromFile(path);
    }

    private static Uri? ReadServer(YamlMap map, ServerTrust trust)
    {
        if (map.Text("server") is not { } text)
        {
            map.Report("it has no server, such as https://10.0.0.1:6443");
            return null;
        }

        // As client-go: an address without a scheme is one for TLS if anything is said about TLS.
        var scheme = trust.Authority is not null || trust.SkipVerification ? "https" : "http";
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"{scheme}://{text}";
        if (Uri.TryCreate(full, UriKind.Absolute, out var server) && server.Scheme is "http" or "https" && server.Host.Length > 0)
            return new Uri(server.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
        map.Report($"server has to be an address such as https://10.0.0.1:6443, not '{text}'", "server");
        return null;
    }

    private static KubernetesProxy? ReadProxy(YamlMap map)
    {
        if (map.Text("proxy-url") is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && KubernetesProxy.IsSupported(address)) return KubernetesProxy.At(address);
        // Not shown: a proxy's address may hold a password.
        map.Report("proxy-url has to start with http://, https:// or socks5:// and name a host", "proxy-url");
        return null;
    }

    private static string? ReadExecConfig(YamlMap map) =>
        map.Maps("extensions").FirstOrDefault(extension => extension.Text("name") == ExecExtension)?.Find("extension") is { } config
            ? YamlJson.Write(config)
            : null;
}
