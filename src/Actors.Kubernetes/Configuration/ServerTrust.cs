namespace Actors.Kubernetes.Configuration;

/// <summary>Which certificate the server has to show.</summary>
public sealed record ServerTrust
{
    /// <summary>The authorities that may have signed it, and no others; null for those the operating system trusts.</summary>
    public PemSource? Authority { get; init; }

    /// <summary>
    /// The name that is asked for (SNI) and has to be in the certificate, where it is not the host of the address. It is sent as the
    /// header Host too: the host a request names and the host the connection was secured for should be one (RFC 9110, 7.4).
    /// </summary>
    public string? ServerName { get; init; }

    /// <summary>Takes any certificate from anybody. Whoever is on the way can then read and change everything.</summary>
    public bool SkipVerification { get; init; }
}
