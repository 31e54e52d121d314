using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Kubernetes.Configuration;

/// <summary>Decides whether a server's certificate is to be trusted, and says why where it is not.</summary>
internal sealed class ServerCertificateCheck(KubernetesConfiguration configuration, X509Certificate2Collection? authorities)
{
    private const X509ChainStatusFlags Unknown = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;

    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>How the chain is built.</summary>
    public X509ChainPolicy Policy { get; } = CreatePolicy(authorities);

    /// <summary>Accepts the certificate.</summary>
    /// <exception cref="ServerCertificateException">It is not to be trusted.</exception>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        configuration.Trust.SkipVerification
        || errors == SslPolicyErrors.None
        || (errors == SslPolicyErrors.RemoteCertificateChainErrors && chain is not null && (Flags(chain) & ~Unknown) == 0 && EndsInAuthority(chain))
        || Refuse((sender as SslStream)?.TargetHostName ?? "", certificate as X509Certificate2, chain, errors);

    private bool Refuse(string target, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var host = target.Length > 0 ? target : configuration.Server.IdnHost;
        var problems = new List<string>();
        if (certificate is null) problems.Add("it shows no certificate");
        else if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) problems.Add($"it is for {Names(certificate)}, not for {host}");
        if (certificate is not null && chain is not null) problems.AddRange(ChainProblems(certificate, chain));
        if (problems.Count == 0) problems.Add($"{errors}");
        throw new ServerCertificateException(
            $"The certificate of {host} ({configuration.Server.Authority}, {configuration.Origin}) is not trusted: " +
            $"{string.Join("; ", problems)}.");
    }

    private static X509ChainStatusFlags Flags(X509Chain chain) =>
        chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, static (all, status) => all | status.Status);

    private static X509ChainPolicy CreatePolicy(X509Certificate2Collection? authorities)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, ApplicationPolicy = { ServerAuthentication } };
        if (authorities is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(authorities);
        policy.DisableCertificateDownloads = true;
        return policy;
    }

    private IEnumerable<string> ChainProblems(X509Certificate2 shown, X509Chain chain)
    {
        var flags = Flags(chain);
        if ((flags & Unknown) != 0 && !EndsInAuthority(chain))
            yield return $"no trusted authority has signed it: it was signed by {chain.ChainElements[^1].Certificate.Issuer}, and trusted are {Trusted()}";
        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            foreach (var problem in chain.ChainElements.SelectMany(element => TimeProblems(shown, element))) yield return problem;
        }

        foreach (var status in chain.ChainStatus)
        {
            if ((status.Status & (Unknown | X509ChainStatusFlags.NotTimeValid)) == 0)
                yield return $"{status.Status}: {status.StatusInformation.TrimEnd('.')}";
        }
    }

    private static IEnumerable<string> TimeProblems(X509Certificate2 shown, X509ChainElement element)
    {
        if (!element.ChainElementStatus.Any(static status => status.Status == X509ChainStatusFlags.NotTimeValid)) yield break;
        var (from, until) = (element.Certificate.NotBefore.ToUniversalTime(), element.Certificate.NotAfter.ToUniversalTime());
        var subject = element.Certificate.Equals(shown) ? "it" : $"its authority {element.Certificate.Subject}";
        yield return from > DateTime.UtcNow ? $"{subject} is not valid before {from:u}" : $"{subject} expired {until:u}";
    }

    /// <summary>An authority that is named as trusted is trusted, be it the root or one below it; so says crypto/x509 for kubectl too.</summary>
    private bool EndsInAuthority(X509Chain chain) =>
        authorities is not null && chain.ChainElements.Any(element => authorities.Any(authority => IsSame(authority, element.Certificate)));

    private static bool IsSame(X509Certificate2 one, X509Certificate2 other) => one.RawDataMemory.Span.SequenceEqual(other.RawDataMemory.Span);

    private string Trusted() =>
        authorities is null
            ? "the authorities of the operating system only: is certificate-authority missing?"
            : $"{string.Join(" and ", authorities.Select(authority => authority.Subject).Distinct())} only ({configuration.Trust.Authority})";

    private static string Names(X509Certificate2 certificate)
    {
        var extensions = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToArray();
        var names = extensions.SelectMany(extension => extension.EnumerateDnsNames());
        var addresses = extensions.SelectMany(extension => extension.EnumerateIPAddresses()).Select(address => address.ToString());
        var all = string.Join(", ", names.Concat(addresses));
        return all.Length > 0 ? all : $"no host at all ({certificate.Subject})";
    }
}
