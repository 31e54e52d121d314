using System.Text;

namespace Actors.Kubernetes.Configuration;

/// <summary>What one request shows.</summary>
/// <param name="Authorization">The Authorization header, if any.</param>
/// <param name="Identity">The client certificate to show, if it came with the credential.</param>
internal sealed record Credential(string? Authorization, ClientIdentity? Identity = null)
{
    public static Credential None { get; } = new((string?)null);

    public static Credential OfToken(string token) => new($"Bearer {token}");

    public static Credential OfPassword(string user, string password) =>
        new($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}");
}

/// <summary>Has the credential for the next request, and learns when the server does not take it.</summary>
internal abstract class CredentialSource : IDisposable
{
    /// <summary>The source of what a configuration says.</summary>
    public static CredentialSource Of(KubernetesConfiguration configuration, TimeProvider clock) => configuration.Credentials switch
    {
        null => new FixedCredential(Credential.None),
        BearerToken token => new FixedCredential(Credential.OfToken(token.Token)),
        BasicCredentials basic => new FixedCredential(Credential.OfPassword(basic.User, basic.Password)),
        TokenFile file => new TokenFileCredential(file, clock),
        ExecPlugin plugin => new ExecCredential(new ExecCommand(plugin, configuration), clock),
        var other => throw new NotSupportedException($"Credentials of type {other.GetType()} are not known."),
    };

    /// <summary>The credential for the next request.</summary>
    /// <exception cref="KubernetesCredentialException">There is none.</exception>
    public abstract ValueTask<Credential> GetAsync(CancellationToken cancellation);

    /// <summary>
    /// The server answered 401 to a request with this credential. The result is whether the next request has another one, so that it
    /// makes sense to try again, once.
    /// </summary>
    public abstract bool Refuse(Credential credential);

    public virtual void Dispose()
    {
    }

    /// <summary>One that stays as it is.</summary>
    private sealed class FixedCredential(Credential credential) : CredentialSource
    {
        public override ValueTask<Credential> GetAsync(CancellationToken cancellation) => new(credential);

        public override bool Refuse(Credential credential) => false;
    }
}
