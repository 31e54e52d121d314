namespace Actors.Kubernetes.Configuration;

/// <summary>What a request shows in its Authorization header.</summary>
public abstract record KubernetesCredentials
{
    private protected KubernetesCredentials()
    {
    }
}

/// <summary>A token that stays as it is.</summary>
/// <param name="Token">The token.</param>
public sealed record BearerToken(string Token) : KubernetesCredentials
{
    /// <summary>Does not show the token.</summary>
    public override string ToString() => "bearer token";
}

/// <summary>A token in a file, which is read again when it changes, at least every minute, and when the server refuses it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Initial">The token for as long as the file could never be read.</param>
public sealed record TokenFile(string Path, string? Initial = null) : KubernetesCredentials
{
    /// <summary>Does not show a token.</summary>
    public override string ToString() => $"token file {Path}";
}

/// <summary>A user name and a password (RFC 7617).</summary>
/// <param name="User">The user name; it cannot have a colon.</param>
/// <param name="Password">The password.</param>
public sealed record BasicCredentials(string User, string Password) : KubernetesCredentials
{
    /// <summary>Does not show the password.</summary>
    public override string ToString() => $"password of {User}";
}
