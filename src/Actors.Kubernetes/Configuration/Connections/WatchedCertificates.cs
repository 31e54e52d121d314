using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Kubernetes.Configuration;

/// <summary>PEM that may change in its file.</summary>
internal sealed class WatchedPem(PemSource source, TimeProvider clock)
{
    private readonly WatchedFile? _file = source.Path is { } path ? new(path, clock) : null;

    public string Read() => _file is null ? source.Text! : _file.Read();
}

/// <summary>The authorities that are trusted now.</summary>
internal sealed class WatchedAuthority(PemSource source, TimeProvider clock)
{
    private readonly WatchedPem _pem = new(source, clock);
    private string? _text;
    private X509Certificate2Collection? _current;

    public X509Certificate2Collection Current()
    {
        try
        {
            var text = _pem.Read();
            if (_current is not null && text == _text) return _current;
            (_current, _text) = (Pem.ReadCertificates(text), text);
        }
        catch (CryptographicException) when (_current is not null)
        {
            // It is being written.
        }
        catch (Exception failure) when (failure is CryptographicException || Problem.IsOfFiles(failure))
        {
            throw new KubernetesCredentialException($"The certificate authority ({source}) cannot be used: {Problem.Describe(failure)}.", failure);
        }

        return _current;
    }
}

/// <summary>The client certificate that is shown now.</summary>
internal sealed class WatchedIdentity(ClientCertificate source, TimeProvider clock)
{
    private readonly WatchedPem _certificate = new(source.Certificate, clock);
    private readonly WatchedPem _key = new(source.Key, clock);
    private (string Certificate, string Key) _text;
    private ClientIdentity? _current;

    public ClientIdentity Current()
    {
        try
        {
            var text = (Certificate: _certificate.Read(), Key: _key.Read());
            if (_current is not null && text == _text) return _current;
            (_current, _text) = (Pem.ReadIdentity(text.Certificate, text.Key), text);
        }
        catch (Exception failure) when (_current is not null && IsOfPem(failure))
        {
            // One of the two files has changed and the other is about to.
        }
        catch (Exception failure) when (IsOfPem(failure) || Problem.IsOfFiles(failure))
        {
            throw new KubernetesCredentialException(
                $"The client certificate ({source.Certificate}, {source.Key}) cannot be used: {Problem.Describe(failure)}.", failure);
        }

        return _current;
    }

    private static bool IsOfPem(Exception failure) => failure is CryptographicException or ArgumentException;
}
