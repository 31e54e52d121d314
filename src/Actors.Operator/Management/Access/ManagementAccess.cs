using System.Net;
using Actors.Kubernetes;
using Actors.Operators.Link;
using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Management;

/// <summary>Says who asks, and whether that one may.</summary>
internal abstract class ManagementAccess : IDisposable
{
    private const string Scheme = "Bearer ";

    // In a pod a ServiceAccount's token is always here; who asks the API server who somebody is needs one.
    private const string InCluster = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    /// <summary>How access is given here, for the log.</summary>
    public abstract string Description { get; }

    /// <summary>By the secret, if there is a file with one; in a cluster by the API server; else who is on this machine may do all.</summary>
    /// <exception cref="Hosting.OperatorStartException">The secret cannot be used.</exception>
    public static ManagementAccess Load(OperatorOptions options, KubernetesClient client, TimeProvider time) =>
        (options.ManagementSecretFile ?? options.LinkSecretFile) is { } file ? new SecretAccess(new SharedSecret(file, time))
        : File.Exists(InCluster) ? new ClusterAccess(client, time)
        : new LocalAccess();

    /// <summary>Who asks.</summary>
    /// <exception cref="ManagementException">Nobody that may do this.</exception>
    public abstract ValueTask<string> AdmitAsync(HttpContext http, ManagementRoute route);

    public virtual void Dispose()
    {
    }

    protected static string TokenOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        return header is [{ } only] && only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && only.Length > Scheme.Length
            ? only[Scheme.Length..].Trim()
            : throw ManagementException.Unauthorized("show a bearer token: Authorization: Bearer TOKEN");
    }
}

/// <summary>Where nothing else is configured: whoever is on this machine may look and act.</summary>
internal sealed class LocalAccess : ManagementAccess
{
    public override string Description => "whoever is on this machine";

    public override ValueTask<string> AdmitAsync(HttpContext http, ManagementRoute route)
    {
        if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
            throw ManagementException.Unauthorized("without a secret (--management-secret-file) this is answered on the operator's own machine alone");

        // A page in a browser on this machine reaches this port, too, and is not who sits before it.
        if (http.Request.Headers.Origin.Count > 0 || http.Request.Headers.ContainsKey("Sec-Fetch-Site") || !IsLocal(http.Request.Host.Host))
            throw ManagementException.Forbidden("this is not answered to pages in browsers, nor by a name other than localhost");
        return new($"somebody at {address}");
    }

    private static bool IsLocal(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>Whoever knows the secret may look and act.</summary>
internal sealed class SecretAccess(SharedSecret secret) : ManagementAccess
{
    public override string Description => "whoever knows the secret";

    public override async ValueTask<string> AdmitAsync(HttpContext http, ManagementRoute route)
    {
        var (admission, problem) = await secret.AdmitAsync(TokenOf(http), http.RequestAborted).ConfigureAwait(false);
        return admission == Admission.Granted ? $"who knows the secret, at {http.Connection.RemoteIpAddress}" : throw ManagementException.Unauthorized(problem);
    }

    public override void Dispose()
    {
        secret.Dispose();
        base.Dispose();
    }
}
