using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests.Verbs;

/// <summary>Events are the same objects in both versions.</summary>
public class EventTests
{
    private const string Core = "/api/v1/namespaces/default/events";
    private const string New = "/apis/events.k8s.io/v1/namespaces/default/events";

    private const string CoreEvent =
        """{"metadata":{"name":"old"},"involvedObject":{"kind":"Pod","name":"p","namespace":"default"},"reason":"Started","message":"it began","source":{"component":"kubelet"},"firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-02T00:00:00Z","count":3,"type":"Normal"}""";

    private const string NewEvent =
        """{"metadata":{"name":"new"},"regarding":{"kind":"Pod","name":"q","namespace":"default"},"eventTime":"2026-01-01T00:00:00.000000Z","reason":"Started","action":"Start","note":"it began","reportingController":"example.com/operator","reportingInstance":"one","type":"Normal"}""";

    [Fact]
    public async Task An_old_event_is_seen_as_a_new_one()
    {
        await using var server = await ServerFixture.StartAsync();
        await OkAsync(server.SendAsync("POST", Core, CoreEvent));
        var seen = await OkAsync(server.SendAsync("GET", $"{New}/old"));
        ((JsonObject)seen["metadata"]!).Clear();
        Assert.Equal(
            """{"kind":"Event","apiVersion":"events.k8s.io/v1","metadata":{},"eventTime":null,"reason":"Started","regarding":{"kind":"Pod","namespace":"default","name":"p"},"note":"it began","type":"Normal","deprecatedSource":{"component":"kubelet"},"deprecatedFirstTimestamp":"2026-01-01T00:00:00Z","deprecatedLastTimestamp":"2026-01-02T00:00:00Z","deprecatedCount":3}""",
            seen.ToJsonString());
    }

    [Fact]
    public async Task A_new_event_is_seen_as_an_old_one()
    {
        await using var server = await ServerFixture.StartAsync();
        Assert.Equal("events.k8s.io/v1", (string?)(await OkAsync(server.SendAsync("POST", New, NewEvent)))["apiVersion"]);
        var list = await OkAsync(server.SendAsync("GET", Core));
        var seen = (JsonObject)Assert.Single(list["items"]!.AsArray())!;
        ((JsonObject)seen["metadata"]!).Clear();
        Assert.Equal(
            """{"metadata":{},"involvedObject":{"kind":"Pod","namespace":"default","name":"q"},"reason":"Started","message":"it began","source":{},"firstTimestamp":null,"lastTimestamp":null,"type":"Normal","eventTime":"2026-01-01T00:00:00.000000Z","action":"Start","reportingComponent":"example.com/operator","reportingInstance":"one"}""",
            seen.ToJsonString());
    }

    [Fact]
    public async Task A_patch_and_a_deletion_through_one_are_seen_by_a_watch_of_the_other()
    {
        await using var server = await ServerFixture.StartAsync();
        await OkAsync(server.SendAsync("POST", Core, CoreEvent));
        var patched = await OkAsync(server.SendAsync("PATCH", $"{New}/old", """{"series":{"count":2,"lastObservedTime":"2026-01-01T00:00:00.000000Z"}}""", "application/merge-patch+json"));
        Assert.Equal(2, (int)patched["series"]!["count"]!);
        var watch = server.WatchUntilAsync($"{New}?resourceVersion={patched["metadata"]!["resourceVersion"]}", static one =>
            (string?)one["type"] == "DELETED" && (string?)one["object"]!["note"] == "it began" && (string?)one["object"]!["apiVersion"] == "events.k8s.io/v1");
        await OkAsync(server.SendAsync("DELETE", $"{Core}/old"));
        await watch;
    }

    [Theory]
    [InlineData(New, "regarding.name=p", 1)]
    [InlineData(New, "reportingController=example.com/operator", 1)]
    [InlineData(New, "regarding.kind=Pod", 2)]
    [InlineData(Core, "involvedObject.name=q", 1)]
    [InlineData(Core, "source=kubelet", 1)]
    [InlineData(Core, "source=example.com/operator", 1)]
    [InlineData(Core, "reason!=Started", 0)]
    public async Task Selectors_name_the_fields_of_their_version(string path, string selector, int count)
    {
        await using var server = await ServerFixture.StartAsync();
        await OkAsync(server.SendAsync("POST", Core, CoreEvent));
        await OkAsync(server.SendAsync("POST", New, NewEvent));
        Assert.Equal(count, (await OkAsync(server.SendAsync("GET", $"{path}?fieldSelector={selector}")))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_new_event_is_held_to_more()
    {
        await using var server = await ServerFixture.StartAsync();
        var (code, status) = await server.SendAsync("POST", New, """{"metadata":{"name":"a"},"regarding":{"namespace":"default"},"deprecatedCount":1}""");
        Assert.Equal(422, code);
        Assert.Equal(["eventTime", "type", "count"], status["details"]!["causes"]!.AsArray().Select(static one => (string?)one!["field"]));
        Assert.Equal(201, (await server.SendAsync("POST", Core, """{"metadata":{"name":"a"},"involvedObject":{"namespace":"default"},"count":1}""")).Code);
        (code, status) = await server.SendAsync("PATCH", $"{New}/a", """{"reason":"other"}""", "application/merge-patch+json");
        Assert.Equal((422, "reason"), (code, (string?)status["details"]!["causes"]![0]!["field"]));
    }

    [Theory]
    [InlineData("default", "", 201)]
    [InlineData("kube-system", "", 422)]
    [InlineData("kube-system", "kube-system", 201)]
    [InlineData("default", "kube-system", 422)]
    public async Task An_event_is_in_the_namespace_of_what_it_is_about(string @namespace, string about, int expected)
    {
        await using var server = await ServerFixture.StartAsync();
        var (code, _) = await server.SendAsync("POST", $"/api/v1/namespaces/{@namespace}/events", $$$"""{"metadata":{"name":"a"},"involvedObject":{"namespace":"{{{about}}}"}}""");
        Assert.Equal(expected, code);
    }

    private static async Task<JsonObject> OkAsync(Task<(int Code, JsonObject Body)> request)
    {
        var (code, body) = await request;
        Assert.True(code is 200 or 201, body.ToJsonString());
        return body;
    }
}
