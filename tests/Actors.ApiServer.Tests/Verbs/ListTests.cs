using System.Text.Json.Nodes;

namespace Actors.ApiServer.Tests.Verbs;

public class ListTests
{
    private const string All = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Pages_show_what_there_was_when_the_first_was_read()
    {
        await using var server = await ServerFixture.StartAsync();
        foreach (var name in new[] { "a", "b", "c", "d" }) await server.CreateAsync(name);
        var (_, first) = await server.SendAsync("GET", $"{All}?limit=2");
        await server.SendAsync("DELETE", $"{All}/c");
        await server.CreateAsync("bb");
        var (_, second) = await server.SendAsync("GET", $"{All}?limit=2&continue={Continue(first)}");
        Assert.Equal(("a,b", "c,d"), (Names(first), Names(second)));
        Assert.Equal(2, (int)first["metadata"]!["remainingItemCount"]!);
        Assert.Equal((string)first["metadata"]!["resourceVersion"]!, (string)second["metadata"]!["resourceVersion"]!);
    }

    [Fact]
    public async Task A_page_that_is_too_old_can_be_gone_on_with_from_what_there_is()
    {
        await using var server = await ServerFixture.StartAsync(new ApiServerOptions { WindowChanges = 4, CollectionDelay = Timeout.InfiniteTimeSpan });
        foreach (var name in new[] { "a", "b", "c" }) await server.CreateAsync(name);
        var (_, first) = await server.SendAsync("GET", $"{All}?limit=1");
        foreach (var name in new[] { "d", "e", "f", "g", "h" }) await server.CreateAsync(name);
        var (code, expired) = await server.SendAsync("GET", $"{All}?limit=1&continue={Continue(first)}");
        Assert.Equal((410, "Expired"), (code, (string?)expired["reason"]));
        var (_, rest) = await server.SendAsync("GET", $"{All}?continue={Continue(expired)}");
        Assert.Equal("b,c,d,e,f,g,h", Names(rest));
    }

    [Fact]
    public async Task An_exact_version_is_shown_as_it_was()
    {
        await using var server = await ServerFixture.StartAsync();
        var version = (string)(await server.CreateAsync("a"))["metadata"]!["resourceVersion"]!;
        await server.CreateAsync("b");
        var (_, then) = await server.SendAsync("GET", $"{All}?resourceVersion={version}&resourceVersionMatch=Exact");
        var (_, since) = await server.SendAsync("GET", $"{All}?resourceVersion={version}&resourceVersionMatch=NotOlderThan");
        var (code, _) = await server.SendAsync("GET", $"{All}?resourceVersion=1&resourceVersionMatch=Exact");
        Assert.Equal(("a", version, "a,b", 200), (Names(then), (string)then["metadata"]!["resourceVersion"]!, Names(since), code));
    }

    [Fact]
    public async Task Shards_split_the_objects_and_lists_of_built_in_kinds_say_so()
    {
        await using var server = await ServerFixture.StartAsync();
        for (var number = 0; number < 40; number++) await server.CreateAsync($"c{number}");
        var names = new List<string>();
        foreach (var (from, to) in new[] { ("0x0000000000000000", "0x8000000000000000"), ("0x8000000000000000", "0x10000000000000000") })
        {
            var selector = $"shardRange(object.metadata.uid, '{from}', '{to}')";
            var (_, list) = await server.SendAsync("GET", $"{All}?shardSelector={Uri.EscapeDataString(selector)}");
            Assert.Equal(selector, (string?)list["metadata"]!["shardInfo"]!["selector"]);
            Assert.NotEmpty(list["items"]!.AsArray());
            names.AddRange(Names(list).Split(','));
        }

        Assert.Equal(Enumerable.Range(0, 40).Select(static number => $"c{number}").Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Items_of_built_in_lists_do_not_repeat_their_kind()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.CreateAsync("a");
        var (_, list) = await server.SendAsync("GET", All);
        Assert.Equal(("ConfigMapList", "v1"), ((string?)list["kind"], (string?)list["apiVersion"]));
        Assert.Equal(["metadata"], list["items"]![0]!.AsObject().Select(static member => member.Key));
    }

    private static string Continue(JsonObject list) => Uri.EscapeDataString((string)list["metadata"]!["continue"]!);

    private static string Names(JsonObject list) => string.Join(',', list["items"]!.AsArray().Select(static item => (string?)item!["metadata"]!["name"]));
}
