using Actors.Ingest;
using Actors.Kubernetes.Configuration.Tests;
using Microsoft.AspNetCore.Http;

namespace Actors.Kubernetes.Tests;

/// <summary>After each fault, what the reflector has told makes up what the server holds.</summary>
public sealed class ReflectorTests : IAsyncLifetime
{
    private readonly FakeApi _api = new();
    private LoopbackServer _server = null!;

    public static TheoryData<string> WatchFaultNames => [.. WatchFaults.Keys];

    public static TheoryData<string> ListFaultNames => [.. ListFaults.Keys];

    private static Dictionary<string, Func<FakeApi, FakeApi.Fault[]>> WatchFaults { get; } = new()
    {
        ["cut before anything"] = _ => [Faults.Reset],
        ["cut within a line"] = api => [Faults.Cut(api.LinesAfter(0)[^1][..40])],
        ["cut within a character"] = _ => [Faults.Cut([.. "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\""u8, 0xf0, 0x9f, 0x90])],
        ["cut after a line"] = api => [Faults.Cut(string.Concat(api.LinesAfter(0)))],
        ["cut within a compressed block"] = api => [Faults.CutCompressed(string.Concat(api.LinesAfter(0)), 0.7)],
        ["cut after the first compressed bytes"] = api => [Faults.CutCompressed(string.Concat(api.LinesAfter(0)), 0.1)],
        ["half a line in good order"] = api => [Faults.Only(() => api.LinesAfter(0)[^1][..40])],
        ["silence"] = _ => [Faults.Silence],
        ["silence after some lines"] = api => [async context =>
        {
            await FakeApi.WriteAsync(context, api.LinesAfter(0)[0]);
            return await Faults.Silence(context);
        }],
        ["ends at once, again and again"] = _ => [Faults.Nothing, Faults.Nothing, Faults.Nothing],
        ["error event 500"] = _ => [Faults.Only(() => $"{{\"type\":\"ERROR\",\"object\":{FakeApi.Status(500, "InternalError")}}}\n")],
        ["error event 410"] = _ => [Faults.Only(() => $"{{\"type\":\"ERROR\",\"object\":{FakeApi.Status(410, "Expired")}}}\n")],
        ["error event 401"] = _ => [Faults.Only(() => $"{{\"type\":\"ERROR\",\"object\":{FakeApi.Status(401, "Unauthorized")}}}\n")],
        ["410"] = _ => [Faults.Status(410, "Expired")],
        ["429 with Retry-After"] = _ => [Faults.Status(429, "TooManyRequests", "0")],
        ["429 without"] = _ => [Faults.Status(429, "TooManyRequests"), Faults.Status(429, "TooManyRequests")],
        ["500s for a while"] = _ => [.. Enumerable.Repeat(Faults.Status(500, "InternalError"), 30)],
        ["an answer that is none"] = _ => [Faults.Only(() => "<html>Bad gateway</html>\n")],
        ["an event that is none"] = _ => [Faults.Only(() => "{\"type\":\"ADDED\",\"object\":5}\n")],
        ["an event of a kind unheard of"] = _ => [Faults.Only(() => "{\"type\":\"FLUSHED\",\"object\":{}}\n")],
        ["all events again"] = api => [Faults.First(() => string.Concat(api.LinesAfter(0)))],
        ["all events in the wrong order"] = api => [Faults.First(() => string.Concat(Enumerable.Reverse(api.LinesAfter(0))))],
        ["a line that never ends"] = _ => [Faults.EndlessLine],
    };

    private static Dictionary<string, Func<FakeApi.Fault[]>> ListFaults { get; } = new()
    {
        ["cut before anything"] = () => [Faults.Reset, Faults.Reset],
        ["cut in the middle"] = () => [Faults.Cut("{\"kind\":\"ThingList\",\"items\":[{\"metadata\":")],
        ["cut within a compressed block"] = () => [Faults.CutCompressed("{\"kind\":\"ThingList\",\"items\":[" + new string(' ', 100) + "]}", 0.8)],
        ["half of it in good order"] = () => [Faults.Only(() => "{\"kind\":\"ThingList\",\"items\":[{\"metadata\":")],
        ["410"] = () => [Faults.Status(410, "Expired"), Faults.Status(410, "Expired")],
        ["page two fails twice"] = () => [Pass, Faults.Status(500, "InternalError"), Faults.Reset],
        ["429 with Retry-After"] = () => [Faults.Status(429, "TooManyRequests", "0")],
        ["429 without"] = () => [Faults.Status(429, "TooManyRequests")],
        ["500s for a while"] = () => [.. Enumerable.Repeat(Faults.Status(500, "InternalError"), 30)],
        ["401"] = () => [Faults.Status(401, "Unauthorized")],
        ["an answer that is none"] = () => [Faults.Only(() => "<html>Bad gateway</html>")],
    };

    public async Task InitializeAsync()
    {
        for (var number = 0; number < 7; number++) _api.Put($"t{number}", "zwölf 🐘");
        _server = await LoopbackServer.StartAsync(_api.AnswerAsync);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(WatchFaultNames))]
    public async Task It_goes_on_after_a_watch_fails(string fault)
    {
        // The watch that lists goes well; all that comes after it goes wrong.
        var options = Follower.Quick with { SilenceLimit = TimeSpan.FromMilliseconds(500) };
        await using var follower = new Follower(_server.Configuration, options, new KubernetesClientOptions { MaxWatchLine = 1 << 20 });
        await follower.ConvergeAsync(_api);
        await Condition.HoldsAsync(() => _api.OpenWatches == 1);
        Enqueue(_api.WatchFaults, WatchFaults[fault](_api));
        await CutAllAsync(Change);
        _api.Delete("t3");
        await follower.ConvergeAsync(_api);
        Assert.Contains("deleted t1", follower.Told);
        Assert.Contains("deleted t3", follower.Told);
    }

    [Theory]
    [MemberData(nameof(ListFaultNames))]
    public async Task It_goes_on_after_a_list_fails(string fault)
    {
        Enqueue(_api.ListFaults, ListFaults[fault]());
        await using var follower = new Follower(_server.Configuration, Follower.Quick with { PageSize = 3 });
        await follower.ConvergeAsync(_api);
        Assert.NotEmpty(follower.Failures);
        Assert.Single(follower.Told, "synced");

        // And when all is listed anew, deletes that nobody told of are found.
        await Condition.HoldsAsync(() => _api.OpenWatches == 1);
        Enqueue(_api.ListFaults, ListFaults[fault]());
        await CutAllAsync(Change, _api.Forget);
        await follower.ConvergeAsync(_api);
        Assert.Contains("deleted t1", follower.Told);
        Assert.Contains("modified t2", follower.Told);
        Assert.DoesNotContain("modified t4", follower.Told);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whatever_goes_wrong_in_whatever_order_it_ends_with_what_the_server_holds(int seed)
    {
        var random = new Random(seed);
        var options = Follower.Quick with
        {
            PageSize = random.Next(2, 6),
            UseStreamingList = random.Next(2) == 0,
            SilenceLimit = TimeSpan.FromMilliseconds(300),
            StreamingListPatience = TimeSpan.FromMilliseconds(300),
        };
        await using var follower = new Follower(_server.Configuration, options, new KubernetesClientOptions { MaxWatchLine = 1 << 20 });
        for (var step = 0; step < 12; step++)
        {
            if (random.Next(2) == 0) Enqueue(_api.WatchFaults, Any(WatchFaults)(_api));
            if (random.Next(3) == 0) Enqueue(_api.ListFaults, Any(ListFaults)());
            await CutAllAsync(() => ChangeAtRandom(random), random.Next(3) == 0 ? _api.Forget : () => { });
            ChangeAtRandom(random);
            var asked = _api.Requests.Count;
            await Condition.HoldsAsync(() => _api.Requests.Count > asked || follower.View.SequenceEqual(_api.Objects));
        }

        _api.ListFaults.Clear();
        _api.WatchFaults.Clear();
        await follower.ConvergeAsync(_api);

        T Any<T>(Dictionary<string, T> faults) => faults.Values.ElementAt(random.Next(faults.Count));
    }

    [Fact]
    public async Task A_page_that_failed_is_asked_for_again_and_no_other()
    {
        _api.ListFaults.Enqueue(Pass);
        _api.ListFaults.Enqueue(Faults.Status(500, "InternalError"));
        await using var follower = new Follower(_server.Configuration, Follower.Quick with { PageSize = 3 });
        await follower.ConvergeAsync(_api);
        await Condition.HoldsAsync(() => _api.OpenWatches == 1);
        Assert.Equal(
            ["?limit=3", "?limit=3&continue=token-107-4", "?limit=3&continue=token-107-4", "?limit=3&continue=token-107-1"],
            _api.Requests.Where(request => !request.Contains("watch", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_list_that_is_gone_at_page_two_is_asked_for_all_at_once()
    {
        _api.ListFaults.Enqueue(Pass);
        _api.ListFaults.Enqueue(context =>
        {
            Change();
            _api.Forget();
            return Pass(context);
        });
        await using var follower = new Follower(_server.Configuration, Follower.Quick with { PageSize = 3 });
        await follower.ConvergeAsync(_api);
        await Condition.HoldsAsync(() => _api.OpenWatches == 1);
        Assert.Equal(
            ["?limit=3", "?limit=3&continue=token-107-4", ""],
            _api.Requests.Where(request => !request.Contains("watch", StringComparison.Ordinal)));
        Assert.Contains("deleted t1", follower.Told);
    }

    [Fact]
    public async Task A_server_that_is_away_is_waited_for()
    {
        await using var follower = new Follower(_server.Configuration);
        await follower.ConvergeAsync(_api);
        var port = _server.Address.Port;
        await _server.DisposeAsync();
        await Condition.HoldsAsync(() => follower.Failures.Length >= 10);
        Change();
        _server = await LoopbackServer.StartAsync(_api.AnswerAsync, port: port);
        await follower.ConvergeAsync(_api);
        Assert.Single(follower.Told, "synced");
    }

    [Fact]
    public async Task A_streaming_list_is_one_watch()
    {
        await using var follower = new Follower(_server.Configuration, Follower.Quick with { UseStreamingList = true });
        await follower.ConvergeAsync(_api);
        Change();
        await follower.ConvergeAsync(_api);
        Assert.Contains("sendInitialEvents=true&resourceVersionMatch=NotOlderThan", Assert.Single(_api.Requests), StringComparison.Ordinal);
        Assert.Equal("synced", follower.Told[7]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_streaming_list_without_end_gives_way_to_pages(bool isKnown)
    {
        (_api.HasStreamingLists, _api.SendsEndOfInitialEvents) = (isKnown, false);
        var options = Follower.Quick with { UseStreamingList = true, StreamingListPatience = TimeSpan.FromMilliseconds(200) };
        await using var follower = new Follower(_server.Configuration, options);
        await Condition.HoldsAsync(() => follower.Told.Contains("synced"));
        Change();
        await follower.ConvergeAsync(_api);
        Assert.Contains("?limit=500", _api.Requests);
    }

    [Fact]
    public async Task A_streaming_list_that_is_refused_gives_way_to_pages_at_once()
    {
        _api.WatchFaults.Enqueue(Faults.Status(422, "Invalid"));
        await using var follower = new Follower(_server.Configuration, Follower.Quick with { UseStreamingList = true });
        await follower.ConvergeAsync(_api);
        Assert.Equal("?limit=500", _api.Requests.ElementAt(1));
    }

    [Fact]
    public async Task What_a_server_sends_of_other_shards_is_dropped()
    {
        var lower = new ShardSelector(ShardField.Uid, new HashRange(0, 1UL << 63));
        for (var number = 0; number < 50; number++) _api.Put(Guid.NewGuid().ToString(), "v");
        await using var follower = new Follower(_server.Configuration, Follower.Quick with { Shards = lower });
        var wanted = _api.Objects.Where(json => lower.Matches(Actors.Objects.KubernetesObject.Parse(System.Text.Encoding.UTF8.GetBytes(json)))).ToArray();
        await Condition.HoldsAsync(() => follower.View.SequenceEqual(wanted));
        Assert.InRange(wanted.Length, 1, 56);
        Assert.Contains("shardSelector=shardRange(object.metadata.uid, '0x0000000000000000', '0x8000000000000000')", _api.Requests.First(), StringComparison.Ordinal);
        foreach (var name in follower.View.Select(json => Actors.Objects.KubernetesObject.Parse(System.Text.Encoding.UTF8.GetBytes(json)).Name)) _api.Delete(name);
        await Condition.HoldsAsync(() => follower.View.Length == 0);
    }

    [Fact]
    public async Task Objects_of_two_megabytes_are_taken()
    {
        _api.Put("large", new string('x', 2 << 20));
        await using var follower = new Follower(_server.Configuration);
        await follower.ConvergeAsync(_api);
        _api.Put("large", new string('y', 2 << 20));
        await follower.ConvergeAsync(_api);
        Assert.Empty(follower.Failures);
    }

    [Fact]
    public async Task A_line_that_never_ends_is_told_clearly()
    {
        _api.WatchFaults.Enqueue(Faults.EndlessLine);
        await using var follower = new Follower(_server.Configuration, client: new KubernetesClientOptions { MaxWatchLine = 1 << 20 });
        await Condition.HoldsAsync(() => follower.Failures.Length > 0);
        Assert.Equal(
            new RequestFailure(0, RequestFailure.Unreadable, "A line of the watch is longer than the limit of 1048576 bytes (MaxWatchLine)"),
            follower.Failures[0]);
        await follower.ConvergeAsync(_api);
    }

    [Fact]
    public async Task Bookmarks_move_it_on_so_that_it_need_not_list_anew()
    {
        await using var follower = new Follower(_server.Configuration);
        await follower.ConvergeAsync(_api);
        await Condition.HoldsAsync(() => _api.OpenWatches == 1);
        _api.Bookmark();
        _api.Put("t0", "new");
        await follower.ConvergeAsync(_api);
        await CutAllAsync();
        await Condition.HoldsAsync(() => _api.Requests.Count(request => request.Contains("watch=true", StringComparison.Ordinal)) == 2);
        Assert.Contains("resourceVersion=109", _api.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_handler_throws_ends_it()
    {
        using var client = new KubernetesClient(_server.Configuration);
        var resource = client.Resource(new GroupVersionResource("example.com", "v1", "things"));
        var failure = await Assert.ThrowsAsync<FormatException>(() => new Reflector(resource, new Thrower()).RunAsync(default));
        Assert.Equal("no", failure.Message);
    }

    private static Task<bool> Pass(HttpContext context) => Task.FromResult(false);

    private static void Enqueue(System.Collections.Concurrent.ConcurrentQueue<FakeApi.Fault> queue, FakeApi.Fault[] faults)
    {
        foreach (var one in faults) queue.Enqueue(one);
    }

    private void ChangeAtRandom(Random random)
    {
        for (var count = random.Next(6); count > 0; count--)
        {
            var name = $"t{random.Next(10)}";
            if (random.Next(3) == 0) _api.Delete(name);
            else _api.Put(name, $"{random.Next()}");
        }
    }

    private void Change()
    {
        _api.Delete("t1");
        _api.Put("t2", "changed");
        _api.Delete("t5");
        _api.Put("t5", "another of that name");
        _api.Put("t9", "added");
    }

    /// <summary>Ends all connections, and does something while there is none.</summary>
    private async Task CutAllAsync(params Action[] meanwhile)
    {
        var port = _server.Address.Port;
        await _server.DisposeAsync();
        foreach (var one in meanwhile) one();
        _server = await LoopbackServer.StartAsync(_api.AnswerAsync, port: port);
    }

    private sealed class Thrower : IObjectHandler
    {
        public void Added(Actors.Objects.KubernetesObject added) => throw new FormatException("no");

        public void Modified(Actors.Objects.KubernetesObject before, Actors.Objects.KubernetesObject after) => throw new FormatException("no");

        public void Deleted(Actors.Objects.KubernetesObject last) => throw new FormatException("no");

        public void Synced(string resourceVersion) => throw new FormatException("no");

        public void Failed(RequestFailure failure) => throw new FormatException("no");
    }
}
