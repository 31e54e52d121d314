using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Actors.Operators.Link.Tests;

/// <summary>An API server that knows some tokens and can do nothing but say whose they are.</summary>
internal sealed class FakeTokenReviews : IAsyncDisposable
{
    public const string Account = "system:serviceaccount:operators:database-operator";

    private LoopbackHttp2 _server = null!;

    /// <summary>What is answered, by token: the status of the review; a number is a failure with that HTTP status.</summary>
    public ConcurrentDictionary<string, JsonNode> Answers { get; } = [];

    /// <summary>The audiences asked for, and the tokens, in order.</summary>
    public ConcurrentQueue<(string Token, string Audiences)> Asked { get; } = [];

    public KubernetesClient Client { get; private set; } = null!;

    public static async Task<FakeTokenReviews> StartAsync()
    {
        var reviews = new FakeTokenReviews();
        reviews._server = await LoopbackHttp2.StartAsync(reviews.AnswerAsync, HttpProtocols.Http1);
        reviews.Client = new KubernetesClient(new KubernetesConfiguration { Server = new Uri($"http://{reviews._server.Address}"), Origin = "a test" });
        return reviews;
    }

    /// <summary>As a real server answers for a token that is good.</summary>
    public static JsonObject Good(string user = Account, params string[] audiences) => new()
    {
        ["authenticated"] = true,
        ["user"] = new JsonObject { ["username"] = user, ["uid"] = "1", ["groups"] = new JsonArray("system:serviceaccounts") },
        ["audiences"] = new JsonArray([.. (audiences is [] ? [LinkAuthentication.DefaultAudience] : audiences).Select(static one => (JsonNode?)one)]),
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var review = (await JsonNode.ParseAsync(context.Request.Body))!;
        var token = (string)review["spec"]!["token"]!;
        Asked.Enqueue((token, review["spec"]!["audiences"]!.ToJsonString()));
        var isReview = context.Request.Method == "POST" && context.Request.Path == "/apis/authentication.k8s.io/v1/tokenreviews"
            && ((string?)review["apiVersion"], (string?)review["kind"]) is ("authentication.k8s.io/v1", "TokenReview");
        var status = Answers.GetValueOrDefault(token) ?? new JsonObject { ["error"] = "[invalid bearer token]" };
        context.Response.StatusCode = !isReview ? 404 : status is JsonValue failure ? (int)failure : 201;
        context.Response.ContentType = "application/json";
        review["status"] = status.DeepClone();
        await context.Response.WriteAsync(status is JsonObject ? review.ToJsonString() : """{"kind":"Status","apiVersion":"v1","status":"Failure","message":"it failed"}""");
    }
}
