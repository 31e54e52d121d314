using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Verbs;

/// <summary>
/// The kinds that are questions and not objects: who somebody is, and whether he may do something. Whoever reaches the server may do all.
/// </summary>
internal sealed class ReviewVerb(TokenAuthenticator authenticator)
{
    public static bool IsReview(string group) => group is "authentication.k8s.io" or "authorization.k8s.io";

    public async Task HandleAsync(ApiRequest request)
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
            ["status"] = StatusOf(request, review["spec"] as JsonObject ?? []),
        };
        await Answer.JsonAsync(request.Http, 201, answer);
    }

    private JsonObject StatusOf(ApiRequest request, JsonObject spec) => request.Kind.Kind switch
    {
        "TokenReview" => Review(spec),
        "SelfSubjectReview" => new JsonObject { ["userInfo"] = authenticator.UserOf(request.Http.Request).ToJson() },
        "SelfSubjectRulesReview" => Rules(),
        _ => new JsonObject { ["allowed"] = true },
    };

    private JsonObject Review(JsonObject spec)
    {
        var wanted = (spec["audiences"] as JsonArray ?? []).Select(static one => (string)one!).ToList();
        var (user, audiences, problem) = authenticator.Review(ObjectMeta.Text(spec, "token"), wanted);
        return user is null
            ? new JsonObject { ["user"] = new JsonObject(), ["error"] = problem }
            : new JsonObject { ["authenticated"] = true, ["user"] = user.ToJson(), ["audiences"] = TokenUser.Texts(audiences) };
    }

    private static JsonObject Rules() => new()
    {
        ["resourceRules"] = new JsonArray(new JsonObject { ["verbs"] = All(), ["apiGroups"] = All(), ["resources"] = All() }),
        ["nonResourceRules"] = new JsonArray(new JsonObject { ["verbs"] = All(), ["nonResourceURLs"] = All() }),
        ["incomplete"] = false,
    };

    private static JsonArray All() => ["*"];
}
