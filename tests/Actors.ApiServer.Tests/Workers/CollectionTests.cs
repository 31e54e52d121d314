namespace Actors.ApiServer.Tests.Workers;

public class CollectionTests
{
    private const string All = "/api/v1/namespaces/default/configmaps";

    private static readonly ApiServerOptions AtOnce = new() { CollectionDelay = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task Dependents_go_after_their_owner_and_theirs_after_them()
    {
        await using var server = await ServerFixture.StartAsync(AtOnce);
        var owner = await server.CreateAsync("owner");
        var child = await server.CreateAsync("child", OwnedBy(owner));
        await server.CreateAsync("grandchild", OwnedBy(child));
        await server.CreateAsync("stranger");
        await server.SendAsync("DELETE", $"{All}/owner");
        await server.WatchUntilAsync($"{All}?resourceVersion=1", static seen => IsDeleted(seen, "grandchild"));
        Assert.Equal((404, 200), ((await server.SendAsync("GET", $"{All}/child")).Code, (await server.SendAsync("GET", $"{All}/stranger")).Code));
    }

    [Fact]
    public async Task What_another_owner_still_has_stays_without_the_reference()
    {
        await using var server = await ServerFixture.StartAsync(AtOnce);
        var (one, two) = (await server.CreateAsync("one"), await server.CreateAsync("two"));
        await server.CreateAsync("shared", $"\"ownerReferences\":[{Reference(one)},{Reference(two)}]");
        await server.SendAsync("DELETE", $"{All}/one");
        await server.WatchUntilAsync($"{All}?fieldSelector=metadata.name%3Dshared", static seen => seen["object"]!["metadata"]!["ownerReferences"]?.AsArray().Count == 1);
    }

    [Fact]
    public async Task In_the_foreground_the_owner_goes_last()
    {
        await using var server = await ServerFixture.StartAsync(AtOnce);
        var owner = await server.CreateAsync("owner");
        await server.CreateAsync("child", $"\"finalizers\":[\"example.com/hold\"],{OwnedBy(owner)}");
        var (_, marked) = await server.SendAsync("DELETE", $"{All}/owner?propagationPolicy=Foreground");
        Assert.Equal("foregroundDeletion", (string?)marked["metadata"]!["finalizers"]![0]);
        await server.WatchUntilAsync($"{All}?fieldSelector=metadata.name%3Dchild", static seen => seen["object"]!["metadata"]!["deletionTimestamp"] is not null);
        Assert.Equal(200, (await server.SendAsync("GET", $"{All}/owner")).Code);
        await server.SendAsync("PATCH", $"{All}/child", """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");
        await server.WatchUntilAsync($"{All}?resourceVersion=1", static seen => IsDeleted(seen, "owner"));
    }

    [Fact]
    public async Task Orphans_stay_and_forget_their_owner()
    {
        await using var server = await ServerFixture.StartAsync(AtOnce);
        await server.CreateAsync("child", OwnedBy(await server.CreateAsync("owner")));
        await server.SendAsync("DELETE", $"{All}/owner?propagationPolicy=Orphan");
        await server.WatchUntilAsync($"{All}?resourceVersion=1", static seen => IsDeleted(seen, "owner"));
        var (code, child) = await server.SendAsync("GET", $"{All}/child");
        Assert.Equal((200, null), (code, child["metadata"]!["ownerReferences"]));
    }

    [Fact]
    public async Task A_namespace_ends_with_all_that_is_in_it()
    {
        await using var server = await ServerFixture.StartAsync(AtOnce);
        await server.SendAsync("POST", "/api/v1/namespaces", """{"metadata":{"name":"x"}}""");
        await server.CreateAsync("held", "\"finalizers\":[\"example.com/hold\"]", "x");
        await server.CreateAsync("free", "", "x");
        var (_, ending) = await server.SendAsync("DELETE", "/api/v1/namespaces/x");
        Assert.Equal("Terminating", (string?)ending["status"]!["phase"]);
        var (refused, _) = await server.SendAsync("POST", "/api/v1/namespaces/x/configmaps", """{"metadata":{"name":"new"}}""");
        Assert.Equal(403, refused);
        await server.WatchUntilAsync("/api/v1/namespaces?fieldSelector=metadata.name%3Dx", static seen => seen["object"]!["status"]?["conditions"] is not null);
        await server.SendAsync("PATCH", "/api/v1/namespaces/x/configmaps/held", """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");
        await server.WatchUntilAsync("/api/v1/namespaces?resourceVersion=1", static seen => IsDeleted(seen, "x"));
    }

    private static bool IsDeleted(System.Text.Json.Nodes.JsonNode seen, string name) =>
        (string?)seen["type"] == "DELETED" && (string?)seen["object"]!["metadata"]!["name"] == name;

    private static string OwnedBy(System.Text.Json.Nodes.JsonObject owner) => $"\"ownerReferences\":[{Reference(owner)}]";

    private static string Reference(System.Text.Json.Nodes.JsonObject owner) =>
        $$"""{"apiVersion":"v1","kind":"ConfigMap","name":"{{owner["metadata"]!["name"]}}","uid":"{{owner["metadata"]!["uid"]}}","blockOwnerDeletion":true}""";
}
