using System.Text.Json;
using Actors.Cluster;
using Actors.Engine.Tests;
using Actors.Reconciling;

namespace Actors.Operators.Link.Tests;

public sealed class FleetProtocolTests : LinkTestBase
{
    private static readonly LinkTarget Region = FleetProtocol.Instance.Find(FleetProtocol.Region)!;
    private static readonly LinkTarget Limits = FleetProtocol.Instance.Find(FleetProtocol.Limits)!;

    public static TheoryData<object, string> OfKeys => new()
    {
        { new WantKeys("a_1", [new KeyWanted("node/1", 2, 17, 1, 3)]), """{"replica":"a_1","keys":[{"key":"node/1","max":2,"number":17,"held":1,"wanted":3}]}""" },
        { new KeysGiven("b_1", [new KeyGiven("node/1", 17, 2)]), """{"replica":"b_1","keys":[{"key":"node/1","number":17,"slots":2}]}""" },
        { new AskHeldKeys("b_1", 203), """{"replica":"b_1","epoch":203}""" },
        { new HeldKeys("a_1", 204, []), """{"replica":"a_1","epoch":204,"keys":[]}""" },
    };

    [Fact]
    public void What_is_prepared_is_written_so_that_other_versions_can_read_it() =>
        AssertWritten(new ShardsPrepared("orders-1_0123456789", [(17, 203), (18, 204)]), """{"replica":"orders-1_0123456789","shards":[[17,203],[18,204]]}""");

    [Fact]
    public void What_is_handed_over_is_written_so_that_other_versions_can_read_it() =>
        AssertWritten(
            new ShardHandover(3, 17, [
                new TryState("databases", "u-1", 4, 2, TimeSpan.FromSeconds(2.5), new ReconcileError("Boom", "it \"broke\"\n", "at x")),
                new TryState("databases", "u-2", 1, 1, TimeSpan.Zero, null)]),
            """{"shard":3,"orderedAt":17,"tries":[{"controller":"databases","uid":"u-1","failures":4,"generation":2,"dueIn":"00:00:02.5000000","lastError":{"reason":"Boom","message":"it \u0022broke\u0022\n","details":"at x"},"isPaused":false},{"controller":"databases","uid":"u-2","failures":1,"generation":1,"dueIn":"00:00:00","lastError":null,"isPaused":false}]}""");

    [Theory]
    [MemberData(nameof(OfKeys))]
    public void What_is_said_of_keys_is_written_so_that_other_versions_can_read_it(object message, string json) => AssertWritten(message, json, Limits);

    [Theory]
    [InlineData("want-keys", """{"replica":"x"}""")]
    [InlineData("want-keys", """{"replica":null,"keys":[]}""")]
    [InlineData("want-keys", """{"replica":"x","keys":[null]}""")]
    [InlineData("want-keys", """{"replica":"x","keys":[{"key":"","max":1,"number":1,"held":0,"wanted":1}]}""")]
    [InlineData("want-keys", """{"replica":"x","keys":[{"key":"k","max":0,"number":1,"held":0,"wanted":1}]}""")]
    [InlineData("want-keys", """{"replica":"x","keys":[{"key":"k","max":1,"number":-1,"held":0,"wanted":1}]}""")]
    [InlineData("want-keys", """{"replica":"x","keys":[{"key":"k","max":1,"number":1,"held":-1,"wanted":1}]}""")]
    [InlineData("want-keys", """{"replica":"x","keys":[{"key":"k","max":1,"number":1,"held":0,"wanted":-1}]}""")]
    [InlineData("held-keys", """{"replica":"x","epoch":-1,"keys":[]}""")]
    [InlineData("held-keys", """{"replica":"x","epoch":1,"keys":[null]}""")]
    [InlineData("ask-held-keys", """{"replica":"x","epoch":-1}""")]
    [InlineData("keys-given", """{"replica":"x","keys":[null]}""")]
    [InlineData("keys-given", """{"replica":"x","keys":[{"key":"k","number":1,"slots":-1}]}""")]
    [InlineData("keys-given", """{"replica":"x","keys":[{"key":"k","number":-1,"slots":1}]}""")]
    public void What_could_do_harm_to_limits_is_not_read(string type, string body)
    {
        using var document = JsonDocument.Parse(body);
        Assert.Throws<JsonException>(() => Limits.Find(type)!.Read(document.RootElement));
    }

    [Fact]
    public void More_keys_than_a_frame_takes_are_asked_for_in_parts()
    {
        var want = new WantKeys("a_1", [.. Enumerable.Range(0, 2_500).Select(static one => new KeyWanted($"k{one}", 1, one, 0, 1))]);
        var parts = Limits.Find(typeof(WantKeys))!.PartsOf(want).Cast<WantKeys>().ToList();
        Assert.Equal([1_000, 1_000, 500], parts.Select(static part => part.Keys.Count));
        Assert.Equal(want.Keys, parts.SelectMany(static part => part.Keys));
    }

    [Theory]
    [InlineData("shards-prepared", """{"replica":null,"shards":[]}""")]
    [InlineData("shards-prepared", """{"replica":"x"}""")]
    [InlineData("shards-prepared", """{"replica":"x","shards":[[-1,5]]}""")]
    [InlineData("shards-prepared", """{"replica":"x","shards":[[1,-5]]}""")]
    [InlineData("shards-prepared", """{"replica":"x","shards":[[1]]}""")]
    [InlineData("shards-prepared", """{"replica":"x","shards":[[1,2,3]]}""")]
    [InlineData("shards-prepared", """{"replica":"x","shards":[["1",2]]}""")]
    [InlineData("shards-prepared", """{"replica":"x","shards":[[1.5,2]]}""")]
    [InlineData("shards-prepared", """{"replica":"x","shards":[{"Item1":1,"Item2":2}]}""")]
    [InlineData("shard-handover", """{"shard":-1,"orderedAt":1,"tries":[]}""")]
    [InlineData("shard-handover", """{"shard":1,"orderedAt":1,"tries":[null]}""")]
    [InlineData("shard-handover", """{"shard":1,"orderedAt":1,"tries":[{"controller":"x","uid":null,"failures":1,"generation":1,"dueIn":"00:00:01","lastError":null}]}""")]
    [InlineData("shard-handover", """{"shard":1,"orderedAt":1,"tries":[{"controller":"x","uid":"u","failures":-1,"generation":1,"dueIn":"00:00:01","lastError":null}]}""")]
    [InlineData("shard-handover", """{"shard":1,"orderedAt":1,"tries":[{"controller":"x","uid":"u","failures":1,"generation":1,"dueIn":"-00:00:01","lastError":null}]}""")]
    [InlineData("shard-handover", """{"shard":1,"orderedAt":1,"tries":[{"controller":"x","uid":"u","failures":1,"generation":1,"dueIn":"2.00:00:01","lastError":null}]}""")]
    [InlineData("shard-handover", """{"shard":1,"orderedAt":1,"tries":[{"controller":"x","uid":"u","failures":1,"generation":1,"dueIn":"soon","lastError":null}]}""")]
    public void What_could_do_harm_to_a_region_is_not_read(string type, string body)
    {
        using var document = JsonDocument.Parse(body);
        Assert.Throws<JsonException>(() => Region.Find(type)!.Read(document.RootElement));
    }

    [Fact]
    public async Task A_shard_with_more_failed_objects_than_a_frame_takes_is_handed_over_whole()
    {
        var got = new List<TryState>();
        var (messages, all) = (0, Waiting.Signal());
        var tries = Enumerable.Range(0, 1_000).Select(static i => new TryState("databases", $"u-{i}", i, 1, TimeSpan.FromSeconds(i), new ReconcileError("Boom", "x", new string('d', 10_000)))).ToList();
        var server = Opened(new LinkServer(new(System.Net.IPAddress.Loopback, 0), FleetProtocol.Instance, WithSecret(), LostThere.Enqueue, Log));
        server.Register(FleetProtocol.Region, Actors.Spawn(Acting.As((message, _) =>
        {
            messages++;
            got.AddRange(((ShardHandover)message).Tries);
            if (got.Count == tries.Count) all.TrySetResult();
        })));
        await server.StartAsync();
        NewClient(protocol: FleetProtocol.Instance).RefAt(server.Address, FleetProtocol.Region).Tell(new ShardHandover(3, 17, tries));
        await all.Task.Soon();
        Assert.Equal(tries, got);
        Assert.Equal(5, messages);
        Assert.Empty(LostHere);
    }

    private static void AssertWritten(object message, string json, LinkTarget? to = null)
    {
        var definition = (to ?? Region).Find(message.GetType())!;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) definition.Write(writer, message);
        Assert.Equal(json, System.Text.Encoding.UTF8.GetString(stream.ToArray()));
        using var document = JsonDocument.Parse(json);
        Assert.Equivalent(message, definition.Read(document.RootElement), strict: true);
        Assert.Equal([message], definition.PartsOf(message));
    }
}
