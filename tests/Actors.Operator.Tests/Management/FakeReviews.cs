using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Kubernetes;
using Actors.Kubernetes.Configuration;

namespace Actors.Operators.Management.Tests;

/// <summary>An API server that knows whose tokens are (a token is its user's name) and lets <c>reader</c> get, <c>actor</c> do all, and <c>nobody</c> nothing.</summary>
internal sealed class FakeReviews : DelegatingHandler
{
    private readonly ConcurrentQueue<string> _asked = [];

    /// <summary>What it was asked, in order: <c>who TOKEN</c>, <c>may USER VERB PATH</c>.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Whether it answers nobody.</summary>
    public bool IsDown { get; set; }

    public KubernetesClient NewClient() => new(
        new KubernetesConfiguration { Server = new Uri("http://127.0.0.1:1"), Origin = "a test" }, new KubernetesClientOptions { MaxRetries = 0, WrapHandler = _ => this });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsDown) throw new HttpRequestException("it is down");
        var review = JsonNode.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken))!;
        var spec = review["spec"]!;
        if (review["kind"]!.GetValue<string>() == "TokenReview")
        {
            var token = spec["token"]!.GetValue<string>();
            _asked.Enqueue($"who {token}");
            var isKnown = token is "reader" or "actor" or "nobody";
            review["status"] = new JsonObject { ["authenticated"] = isKnown, ["user"] = isKnown ? new JsonObject { ["username"] = token, ["groups"] = new JsonArray("g") } : null };
        }
        else
        {
            var (user, what) = (spec["user"]!.GetValue<string>(), spec["nonResourceAttributes"]!);
            var verb = what["verb"]!.GetValue<string>();
            _asked.Enqueue($"may {user} {verb} {what["path"]}");
            review["status"] = new JsonObject { ["allowed"] = user == "actor" || (user == "reader" && verb == "get") };
        }

        return new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent(review.ToJsonString(), Encoding.UTF8, "application/json"), RequestMessage = request };
    }
}
