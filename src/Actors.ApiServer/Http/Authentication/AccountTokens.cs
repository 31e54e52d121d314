using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Schemas;
using Actors.ApiServer.Verbs;

namespace Actors.ApiServer.Http;

/// <summary>
/// Issues and knows tokens of ServiceAccounts, with the claims of a real server's (KEP-1205; <c>pkg/serviceaccount</c>). Signed with a key of this run, and by HMAC: nobody but this server
/// looks at the signature.
/// </summary>
internal sealed class AccountTokens(ObjectRegistry registry)
{
    /// <summary>Who issues them, which is also for whom they are where nobody says.</summary>
    public const string Issuer = "https://kubernetes.default.svc.cluster.local";

    private const string Private = "kubernetes.io";
    private const string Resource = "serviceaccounts";

    // {"alg":"HS256","typ":"JWT"}
    private const string Header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>A token of an account that is there.</summary>
    /// <param name="namespace">The account's.</param>
    /// <param name="name">The account's.</param>
    /// <param name="audiences">For whom it is, one or more.</param>
    /// <param name="issuedAt">Now.</param>
    /// <param name="expiresAt">Until when it is good.</param>
    public string Issue(string @namespace, string name, JsonArray audiences, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
    {
        var (from, until) = (issuedAt.ToUnixTimeSeconds(), expiresAt.ToUnixTimeSeconds());
        var account = new JsonObject { ["name"] = name, ["uid"] = UidOf(@namespace, name) };
        var claims = new JsonObject
        {
            ["aud"] = audiences.DeepClone(),
            ["exp"] = until,
            ["iat"] = from,
            ["iss"] = Issuer,
            ["jti"] = Guid.NewGuid().ToString(),
            [Private] = new JsonObject { ["namespace"] = @namespace, ["serviceaccount"] = account },
            ["nbf"] = from,
            ["sub"] = $"system:serviceaccount:{@namespace}:{name}",
        };
        var signed = $"{Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<JsonNode>(claims))}";
        return $"{signed}.{Sign(signed)}";
    }

    /// <summary>Whether this has issued a token.</summary>
    public bool IsOne(string token)
    {
        var end = token.LastIndexOf('.');
        return end > 0 && token.StartsWith(Header, StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(token[..end])), Encoding.UTF8.GetBytes(token[(end + 1)..]));
    }

    /// <summary>Whose a token that this has issued is, and for which of some audiences; else what is wrong with it, in a real server's words.</summary>
    public (TokenUser? User, IReadOnlyList<string> Audiences, string Problem) Review(string token, IReadOnlyList<string> audiences)
    {
        var claims = (JsonObject)JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;
        var (own, account) = ((JsonObject)claims[Private]!, (JsonObject)claims[Private]!["serviceaccount"]!);
        var (@namespace, name, uid) = (ObjectMeta.Text(own, "namespace"), ObjectMeta.Text(account, "name"), ObjectMeta.Text(account, "uid"));
        var meant = claims["aud"]!.AsArray().Select(static one => (string)one!).ToList();
        IReadOnlyList<string> both = [.. meant.Intersect(audiences)];
        if (ProblemOf(claims, @namespace, name, uid) is { } problem) return (null, [], $"[invalid bearer token, {problem}]");
        if (both.Count == 0) return (null, [], $"[invalid bearer token, token audiences {Quoted(meant)} is invalid for the target audiences {Quoted(audiences)}]");
        var user = new TokenUser(
            ObjectMeta.Text(claims, "sub"), uid, ["system:serviceaccounts", $"system:serviceaccounts:{@namespace}", "system:authenticated"], ObjectMeta.Text(claims, "jti"));
        return (user, both, "");
    }

    private string? ProblemOf(JsonObject claims, string @namespace, string name, string uid)
    {
        if (registry.Time.GetUtcNow().ToUnixTimeSeconds() >= ObjectMeta.Number(claims, "exp")) return "service account token has expired";
        try
        {
            var now = UidOf(@namespace, name);
            return now == uid ? null : $"service account UID ({now}) does not match claim ({uid})";
        }
        catch (StatusException missing)
        {
            return missing.Message;
        }
    }

    /// <exception cref="StatusException">There is no such account.</exception>
    private string UidOf(string @namespace, string name) => registry.Get(registry.Resources.Find("", "v1", Resource)!, @namespace, name).Uid;

    private string Sign(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));

    private static string Quoted(IEnumerable<string> texts) => $"[{string.Join(' ', texts.Select(GoText.Quote))}]";
}
