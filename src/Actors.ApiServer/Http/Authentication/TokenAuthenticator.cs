using System.Security.Cryptography;
using System.Text;
using Actors.ApiServer.Verbs;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Http;

/// <summary>
/// Knows tokens: the one that opens the server, if it asks for any, and those of ServiceAccounts that it has issued. Whoever is let in may do all, whoever he is: there is no authorization here.
/// </summary>
/// <param name="token">The token that opens the server; null for none.</param>
/// <param name="registry">Where the ServiceAccounts are.</param>
internal sealed class TokenAuthenticator(string? token, ObjectRegistry registry)
{
    private const string Scheme = "Bearer ";

    private static readonly string[] Open = ["/healthz", "/livez", "/readyz", "/version"];
    private static readonly string[] OwnAudience = [AccountTokens.Issuer];

    private readonly byte[]? _expected = token is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>The tokens of ServiceAccounts.</summary>
    public AccountTokens Accounts { get; } = new(registry);

    /// <summary>Whether a request may go on.</summary>
    public bool Admits(HttpRequest request) =>
        _expected is null || Open.Contains(request.Path.Value) || (TokenOf(request) is { } shown && Review(shown, []).User is not null);

    /// <summary>Whose request it is. One that shows no token, or one that nobody knows, was let in by a server that asks for none.</summary>
    public TokenUser UserOf(HttpRequest request) => TokenOf(request) is { } shown && Review(shown, []).User is { } user ? user : TokenUser.Administrator;

    /// <summary>Says whose a token is, for whom it is meant (those of <paramref name="audiences"/> it is good for; of none, the server's own counts), and else what is wrong with it.</summary>
    public (TokenUser? User, IReadOnlyList<string> Audiences, string Problem) Review(string shown, IReadOnlyList<string> audiences)
    {
        var wanted = audiences.Count > 0 ? audiences : OwnAudience;
        if (Accounts.IsOne(shown)) return Accounts.Review(shown, wanted);

        // Its own token names no audience, and is good for the server alone.
        var isKnown = _expected is null || CryptographicOperations.FixedTimeEquals(_expected, SHA256.HashData(Encoding.UTF8.GetBytes(shown)));
        return isKnown && wanted.Contains(AccountTokens.Issuer) ? (TokenUser.Administrator, OwnAudience, "") : (null, [], "invalid bearer token");
    }

    private static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }
}
