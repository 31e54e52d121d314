using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Http;

/// <summary>The one token that opens the server, if it asks for any.</summary>
internal sealed class AccessToken(string? token)
{
    private const string Scheme = "Bearer ";

    private static readonly string[] Open = ["/healthz", "/livez", "/readyz", "/version"];

    private readonly byte[]? _expected = token is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Whether a request may go on.</summary>
    public bool Admits(HttpRequest request)
    {
        if (_expected is null || Open.Contains(request.Path.Value)) return true;
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(_expected, SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim())));
    }
}
