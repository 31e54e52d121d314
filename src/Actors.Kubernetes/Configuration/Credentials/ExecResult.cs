using System.Security.Cryptography;
using System.Text.Json;

namespace Actors.Kubernetes.Configuration;

/// <summary>What an exec plugin wrote: an ExecCredential (https://kubernetes.io/docs/reference/config-api/client-authentication.v1/).</summary>
internal sealed record ExecResult(Credential Credential, DateTimeOffset Expires, string? Certificate)
{
    /// <summary>Reads it.</summary>
    /// <param name="output">What the plugin wrote.</param>
    /// <param name="apiVersion">The version it was asked for.</param>
    /// <param name="before">What it wrote before: the same certificate stays the same identity, and keeps its connections.</param>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static ExecResult Parse(string output, string apiVersion, ExecResult? before = null)
    {
        try
        {
            using var json = JsonDocument.Parse(output);
            return Read(json.RootElement, apiVersion, before);
        }
        catch (JsonException failure)
        {
            throw new FormatException($"it did not write an ExecCredential in JSON to its standard output ({failure.Message.TrimEnd('.')})", failure);
        }
    }

    private static ExecResult Read(JsonElement root, string apiVersion, ExecResult? before)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "kind") != "ExecCredential")
            throw new FormatException("what it wrote is no ExecCredential");
        if (Text(root, "apiVersion") is var version && version != apiVersion)
            throw new FormatException($"it was asked for {apiVersion} and answered in '{version}': set apiVersion to what the plugin speaks");
        if (!root.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.Object)
            throw new FormatException("what it wrote has no status");

        var (token, certificate, key) = (Text(status, "token"), Text(status, "clientCertificateData"), Text(status, "clientKeyData"));
        if (token is null && certificate is null && key is null)
            throw new FormatException("what it wrote has neither a token nor a client certificate");
        if (certificate is null != key is null)
            throw new FormatException("what it wrote has a client certificate without its key, or the other way round");
        var identity = certificate is null ? null : Identity(certificate, key!, before);
        return new ExecResult(new Credential(token is null ? null : $"Bearer {token}", identity), Expiration(status), certificate + key);
    }

    private static ClientIdentity Identity(string certificate, string key, ExecResult? before)
    {
        if (before?.Certificate == certificate + key) return before.Credential.Identity!;
        try
        {
            return Pem.ReadIdentity(certificate, key);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new FormatException($"its client certificate cannot be used: {failure.Message.TrimEnd('.')}", failure);
        }
    }

    private static DateTimeOffset Expiration(JsonElement status)
    {
        if (Text(status, "expirationTimestamp") is null) return DateTimeOffset.MaxValue;
        return status.GetProperty("expirationTimestamp").TryGetDateTimeOffset(out var expires)
            ? expires
            : throw new FormatException("its expirationTimestamp is no time such as 2030-01-31T12:00:00Z");
    }

    private static string? Text(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.String) throw new FormatException($"its {name} is no text");
        return value.GetString() is { Length: > 0 } text ? text : null;
    }
}
