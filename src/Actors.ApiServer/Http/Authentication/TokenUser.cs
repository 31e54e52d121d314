using System.Text.Json.Nodes;

namespace Actors.ApiServer.Http;

/// <summary>Who shows a token.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Uid">The user's uid; empty for none.</param>
/// <param name="Groups">The user's groups.</param>
/// <param name="TokenId">What tells the token from others of the user; empty for none.</param>
internal sealed record TokenUser(string Name, string Uid, IReadOnlyList<string> Groups, string TokenId)
{
    /// <summary>Who reaches a server that asks for nothing, or shows the one token that it asks for: may do all.</summary>
    public static readonly TokenUser Administrator = new("system:admin", "", ["system:masters", "system:authenticated"], "");

    /// <summary>As reviews show it: <c>UserInfo</c> of <c>authentication.k8s.io/v1</c>.</summary>
    public JsonObject ToJson()
    {
        var user = new JsonObject { ["username"] = Name };
        if (Uid.Length > 0) user["uid"] = Uid;
        user["groups"] = Texts(Groups);
        if (TokenId.Length > 0) user["extra"] = new JsonObject { ["authentication.kubernetes.io/credential-id"] = new JsonArray($"JTI={TokenId}") };
        return user;
    }

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(static one => (JsonNode?)one)]);
}
