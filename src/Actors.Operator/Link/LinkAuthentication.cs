using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Actors.Operators.Hosting;

namespace Actors.Operators.Link;

/// <summary>Whether somebody is let in.</summary>
internal enum Admission
{
    /// <summary>It is a replica of the same operator.</summary>
    Granted,

    /// <summary>It is not.</summary>
    Refused,

    /// <summary>That cannot be found out for now.</summary>
    Unknown,
}

/// <summary>Lets the replicas of an operator know each other, and nobody else in.</summary>
/// <param name="file">Where what this replica shows is.</param>
/// <param name="time">The clock.</param>
internal abstract class LinkAuthentication(string file, TimeProvider time) : IDisposable
{
    /// <summary>Where a pod of a fleet has the token that it shows to others; not the one for the API server.</summary>
    public const string DefaultTokenFile = "/var/run/secrets/actors/link/token";

    /// <summary>Whom tokens that are shown over the link are made for.</summary>
    public const string DefaultAudience = "actors-replica-link";

    // Who does not get what it wants from another replica soon goes on without it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The shared secret if there is a file for it, else the token of the pod's ServiceAccount.</summary>
    /// <param name="secretFile">The file with the secret; null if there is none.</param>
    /// <param name="client">Who is asked about tokens.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tokenFile">The file with the projected token.</param>
    /// <param name="audience">The token's audience.</param>
    /// <param name="account">Who is let in, as <c>system:serviceaccount:NAMESPACE:NAME</c>; by default whose token this is.</param>
    /// <exception cref="OperatorStartException">There is neither, or what there is cannot be used.</exception>
    public static LinkAuthentication Load(
        string? secretFile, KubernetesClient client, TimeProvider time, string tokenFile = DefaultTokenFile, string audience = DefaultAudience, string? account = null)
    {
        if (secretFile is not null) return new SharedSecret(secretFile, time);
        if (File.Exists(tokenFile)) return new ServiceAccountTokens(tokenFile, audience, account, client, time);
        throw new OperatorStartException(
            "Replicas have nothing to know each other by: name a file that holds the same secret for all of them with --link-secret-file, or, in a cluster, mount a token with the audience " +
            $"{audience} at {tokenFile}");
    }

    /// <summary>What this replica shows to another one.</summary>
    /// <exception cref="KubernetesCredentialException">There is nothing.</exception>
    public abstract ValueTask<string> GetTokenAsync(CancellationToken cancellation);

    /// <summary>Whether whoever shows this is let in, and if not, why, for the log.</summary>
    public abstract ValueTask<(Admission Admission, string Problem)> AdmitAsync(string token, CancellationToken cancellation);

    /// <summary>
    /// A client of what another replica serves beside the link (<see cref="LinkServer.Map"/>), which shows the same. By HTTP/1.1, with which each watch has a thread of its own.
    /// </summary>
    /// <param name="address">IP address and port, as <see cref="LinkServer.Address"/> of that replica.</param>
    /// <param name="prefix">What the paths of its requests begin with.</param>
    public KubernetesClient NewClient(string address, string prefix) => new(
        new KubernetesConfiguration { Server = new Uri($"http://{address}{prefix}"), Credentials = new TokenFile(file), Origin = $"the replica at {address}" },
        new KubernetesClientOptions { Clock = time, MaxRetries = 0, Timeout = Patience });

    public virtual void Dispose()
    {
    }
}
