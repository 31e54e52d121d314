using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Actors.Kubernetes.Configuration.Tests;

/// <summary>A certificate authority of the test's.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddDays(-10);

    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name = "Test CA", TestAuthority? signer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _certificate = signer is null
            ? request.CreateSelfSigned(Start, Start.AddYears(1))
            : signer.Sign(request, Start.AddDays(300)).CopyWithPrivateKey(key);
        Signers = signer is null ? "" : _certificate.ExportCertificatePem() + "\n" + signer.Signers;
    }

    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>The authorities between this one and the root, as they stand after a certificate in PEM.</summary>
    public string Signers { get; }

    public string Base64 => Convert.ToBase64String(Encoding.UTF8.GetBytes(Pem));

    /// <summary>A certificate for names and addresses.</summary>
    public TestCertificate Issue(string subject, string[]? hosts = null, bool rsa = false, DateTimeOffset? until = null)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA rsaKey
            ? new CertificateRequest($"CN={subject}", rsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={subject}", (ECDsa)key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts ?? [])
        {
            if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        }

        if (hosts is not null) request.CertificateExtensions.Add(names.Build());
        using var certificate = Sign(request, until ?? Start.AddDays(200));
        return new TestCertificate(certificate.ExportCertificatePem() + "\n" + Signers, KeyPem(key));
    }

    public void Dispose() => _certificate.Dispose();

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset until) =>
        request.Create(
            _certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(_certificate.GetECDsaPrivateKey()!),
            Start,
            until,
            Guid.NewGuid().ToByteArray());

    // The formats of openssl's `genrsa -traditional` and `ecparam -genkey`, which most kubeconfigs have.
    private static string KeyPem(AsymmetricAlgorithm key) => key is RSA rsa ? rsa.ExportRSAPrivateKeyPem() : ((ECDsa)key).ExportECPrivateKeyPem();
}

/// <summary>A certificate with what is between it and the root, and its key.</summary>
internal sealed record TestCertificate(string Pem, string Key)
{
    public string Base64 => Convert.ToBase64String(Encoding.UTF8.GetBytes(Pem));

    public string KeyBase64 => Convert.ToBase64String(Encoding.UTF8.GetBytes(Key));

    public X509Certificate2 Load() => X509Certificate2.CreateFromPem(Pem, Key);
}
