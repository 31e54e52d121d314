using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Kubernetes.Configuration;

/// <summary>Reads PEM (RFC 7468), and says what is wrong with it.</summary>
internal static class Pem
{
    public static X509Certificate2Collection ReadCertificates(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        if (certificates.Count == 0) throw new CryptographicException("it holds no '-----BEGIN CERTIFICATE-----'");
        return certificates;
    }

    /// <summary>The first certificate with its key. The rest goes with it, for a server that knows only who signed those.</summary>
    public static ClientIdentity ReadIdentity(string certificates, string key)
    {
        if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
            throw new CryptographicException("the key is encrypted, and there is nobody to ask for its password");
        var all = ReadCertificates(certificates);
        var leaf = X509Certificate2.CreateFromPem(certificates, key);
        if (OperatingSystem.IsWindows())
        {
            // Schannel takes no key that is only in memory.
            using var inMemory = leaf;
            leaf = X509CertificateLoader.LoadPkcs12(inMemory.Export(X509ContentType.Pkcs12), null);
        }

        all[0].Dispose();
        all.RemoveAt(0);
        return new ClientIdentity(leaf, all);
    }

    public static string? ProblemWithCertificates(string pem) => ProblemWith(() => ReadCertificates(pem));

    public static string? ProblemWithIdentity(string certificates, string key) => ProblemWith(() => ReadIdentity(certificates, key));

    private static string? ProblemWith(Func<object> read)
    {
        try
        {
            (read() as IDisposable)?.Dispose();
            return null;
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            return failure.Message.TrimEnd('.');
        }
    }
}
