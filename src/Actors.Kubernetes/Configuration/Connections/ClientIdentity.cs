using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Kubernetes.Configuration;

/// <summary>A client certificate that can be shown: with its key, and those that signed it.</summary>
internal sealed class ClientIdentity(X509Certificate2 certificate, X509Certificate2Collection signers) : IDisposable
{
    private readonly Lazy<SslStreamCertificateContext> _context =
        new(() => SslStreamCertificateContext.Create(certificate, signers, offline: true));

    public X509Certificate2 Certificate => certificate;

    public SslStreamCertificateContext Context => _context.Value;

    public void Dispose()
    {
        certificate.Dispose();
        foreach (var signer in signers) signer.Dispose();
    }
}
