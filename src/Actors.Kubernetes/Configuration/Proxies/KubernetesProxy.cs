using System.Net;

namespace Actors.Kubernetes.Configuration;

/// <summary>Which proxy the requests to a server go through: <c>http</c>, <c>https</c> or <c>socks5</c>.</summary>
public sealed class KubernetesProxy : IWebProxy
{
    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly NoProxyRules? _exceptions;

    private KubernetesProxy(Uri? http, Uri? https, NoProxyRules? exceptions) => (_http, _https, _exceptions) = (http, https, exceptions);

    /// <summary>The one proxy for everything; null if it is for the environment to say.</summary>
    public Uri? Address => _exceptions is null ? _http : null;

    ICredentials? IWebProxy.Credentials
    {
        get => new UserInfoCredentials();
        set => throw new NotSupportedException("A proxy's user and password are part of its address.");
    }

    /// <summary>One proxy for everything; user and password may be part of the address.</summary>
    public static KubernetesProxy At(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return IsSupported(address)
            ? new KubernetesProxy(address, address, null)
            : throw new ArgumentException("A proxy's address has to start with http://, https:// or socks5://.", nameof(address));
    }

    /// <summary>
    /// What <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>NO_PROXY</c> say, in upper or lower case, by the rules all programs written in
    /// Go have; null if they name no proxy.
    /// </summary>
    /// <param name="environment">The environment; by default the process's.</param>
    /// <exception cref="KubernetesConfigurationException">An address is none.</exception>
    public static KubernetesProxy? FromEnvironment(IReadOnlyDictionary<string, string>? environment = null)
    {
        var sources = new ConfigurationSources();
        var problems = new List<string>();
        var proxy = ReadEnvironment(environment is null ? sources : sources with { Environment = environment }, problems);
        return problems.Count == 0 ? proxy : throw new KubernetesConfigurationException(problems);
    }

    /// <summary>The proxy for an address; null for none.</summary>
    public Uri? GetProxy(Uri destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (_exceptions?.Matches(destination) == true) return null;
        return destination.Scheme is "https" or "wss" ? _https : _http;
    }

    /// <summary>Whether requests to an address go there directly.</summary>
    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    /// <summary>The address, without a password; or that the environment says it.</summary>
    public override string ToString() =>
        Address is { } address ? address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : "proxy of the environment";

    internal static KubernetesProxy? ReadEnvironment(ConfigurationSources sources, List<string> problems)
    {
        var http = Read(sources, "HTTP_PROXY", problems);
        var https = Read(sources, "HTTPS_PROXY", problems);
        if (http is null && https is null) return null;
        return new KubernetesProxy(http, https, new NoProxyRules(sources.Variable("NO_PROXY") ?? sources.Variable("no_proxy") ?? ""));
    }

    internal static bool IsSupported(Uri address) => address.Scheme is "http" or "https" or "socks5" && address.Host.Length > 0;

    private static Uri? Read(ConfigurationSources sources, string name, List<string> problems)
    {
#pragma warning disable CA1308 // The variables are written in lower case.
        var text = sources.Variable(name) ?? sources.Variable(name.ToLowerInvariant());
#pragma warning restore CA1308
        if (text is null) return null;
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (Uri.TryCreate(full, UriKind.Absolute, out var address) && IsSupported(address)) return address;
        problems.Add($"The environment variable {name} is no proxy: it has to be host:port, or start with http://, https:// or socks5://.");
        return null;
    }

    /// <summary>The user and password in a proxy's address.</summary>
    private sealed class UserInfoCredentials : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType)
        {
            if (uri.UserInfo.Length == 0) return null;
            var parts = uri.UserInfo.Split(':', 2);
            return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
        }
    }
}
