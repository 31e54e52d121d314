using System.Text.Json.Nodes;
using Actors.ApiServer.Http;

namespace Actors.ApiServer.Verbs;

/// <summary>
/// The kinds that are questions and not objects: who somebody is, and whether he may do something. Whoever reaches the server is its administrator, and may do all.
/// </summary>
internal static class ReviewVerb
{
    private const string User = "system:admin";

    private static readonly string[] Groups = ["system:masters", "system:authenticated"];

    public static bool IsReview(string group) => group is "authentication.k8s.io" or "authorization.k8s.io";

    public static async Task HandleAsync(ApiRequest request)
    {
        if (request.Info.Verb != "create") throw Errors.NoSuchMethod();
        var options = WriteOptions.Parse(request.Http.Request, "CreateOptions");
        using var body = await request.ReadBodyAsync();
        var review = BodyDecoder.Decode(body.Bytes.Span, request.Http.Request.ContentType ?? "", request.Kind, options, request.Warnings);
        ReviewRules.Check(request, review);
        var answer = new JsonObject
        {
            ["kind"] = request.Kind.Kind,
            ["apiVersion"] = request.Kind.ApiVersion,
            ["metadata"] = review["metadata"]?.DeepClone(),
            ["spec"] = review["spec"]?.DeepClone() ?? new JsonObject(),
            ["status"] = StatusOf(request.Kind.Kind),
        };
        await Answer.JsonAsync(request.Http, 201, answer);
    }

    private static JsonObject StatusOf(string kind) => kind switch
    {
        "TokenReview" => new JsonObject { ["authenticated"] = true, ["user"] = UserInfo() },
        "SelfSubjectReview" => new JsonObject { ["userInfo"] = UserInfo() },
        "SelfSubjectRulesReview" => Rules(),
        _ => new JsonObject { ["allowed"] = true },
    };

    private static JsonObject UserInfo() => new() { ["username"] = User, ["groups"] = new JsonArray([.. Groups.Select(static one => (JsonNode?)one)]) };

    private static JsonObject Rules() => new()
    {
        ["resourceRules"] = new JsonArray(new JsonObject { ["verbs"] = All(), ["apiGroups"] = All(), ["resources"] = All() }),
        ["nonResourceRules"] = new JsonArray(new JsonObject { ["verbs"] = All(), ["nonResourceURLs"] = All() }),
        ["incomplete"] = false,
    };

    private static JsonArray All() => ["*"];
}
