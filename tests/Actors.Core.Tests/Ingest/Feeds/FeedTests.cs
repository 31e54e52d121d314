using Actors.Kernel;
using Actors.Objects;
using Actors.Sharding.Tests;

namespace Actors.Ingest.Tests;

public sealed class FeedTests
{
    private static readonly ShardSelector OfOwnerA = new(ShardField.ControllerUid, RangeOf("a"));

    [Fact]
    public void Whatever_goes_wrong_readers_of_a_feed_come_to_hold_what_the_server_holds()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            try
            {
                FeedRun.Live(seed);
            }
            catch (Exception failure) when (failure is InvalidOperationException or NullReferenceException or ArgumentException)
            {
                Assert.Fail($"Seed {seed}: {failure.Message}\n{failure.StackTrace}");
            }
        }
    }

    [Fact]
    public void It_is_not_ready_before_all_is_known()
    {
        var feed = new Feed(new FeedOptions());
        feed.Listing();
        feed.Added(Part("p", 5, "a"));
        Assert.False(feed.IsReady);
        feed.Synced("10");
        Assert.True(feed.IsReady);
        Assert.Equal(10UL, feed.Version);
        Assert.Null(feed.PlaceAfter(9));
        Assert.NotNull(feed.PlaceAfter(10));
    }

    [Fact]
    public void What_changes_hands_is_gone_for_the_one_and_new_for_the_other()
    {
        var feed = Synced(Part("p", 5, "a"));
        feed.Modified(Part("p", 5, "a"), Part("p", 11, "b"));
        feed.Modified(Part("p", 11, "b"), Part("p", 12, "b"));
        feed.Modified(Part("p", 12, "b"), Part("p", 13, ""));
        Assert.Equal(["Deleted p@11"], Read(feed, 10, OfOwnerA));
        Assert.Equal(["Added p@11", "Modified p@12", "Deleted p@13"], Read(feed, 10, new ShardSelector(ShardField.ControllerUid, RangeOf("b"))));
        Assert.Equal(["Modified p@11", "Modified p@12", "Modified p@13"], Read(feed, 10, null));
        Assert.Equal(["Modified p@11", "Modified p@12", "Modified p@13"], Read(feed, 10, new ShardSelector(ShardField.Uid, RangeOf("p"))));
    }

    [Fact]
    public void What_a_deleted_object_was_decides_who_hears_of_it()
    {
        var feed = Synced(Part("p", 5, "a"));
        feed.Deleted(Part("p", 11, ""));
        Assert.Equal(["Deleted p@11"], Read(feed, 10, OfOwnerA));
        Assert.Empty(feed.List(null));
    }

    [Fact]
    public void The_window_is_bounded_by_number_and_by_size()
    {
        var few = new Feed(new FeedOptions { MaxEvents = 3 });
        few.Synced("10");
        for (var version = 11; version < 30; version++) few.Added(Part($"p{version}", version, "a"));
        Assert.Equal(3, few.End - few.Start);
        Assert.Null(few.PlaceAfter(25));
        Assert.Equal(["Added p27@27", "Added p28@28", "Added p29@29"], Read(few, 26, null));

        var small = new Feed(new FeedOptions { MaxBytes = 3 * Part("p11", 11, "a").Json.Length });
        small.Synced("10");
        for (var version = 11; version < 30; version++) small.Added(Part($"p{version}", version, "a"));
        Assert.Equal(3, small.End - small.Start);
    }

    [Fact]
    public void A_reader_that_falls_behind_is_told_so()
    {
        var feed = new Feed(new FeedOptions { MaxEvents = 2 });
        feed.Synced("10");
        var place = feed.PlaceAfter(10)!.Value;
        for (var version = 11; version < 14; version++) feed.Added(Part($"p{version}", version, "a"));
        Assert.False(feed.Read(ref place, 10, null, [], 1000));
    }

    [Fact]
    public void A_list_that_finds_changes_begins_the_window_anew_and_one_that_finds_none_does_not()
    {
        var feed = Synced(Part("p", 5, "a"));
        feed.Modified(Part("p", 5, "a"), Part("p", 11, "a"));
        var place = feed.End;
        feed.Listing();
        feed.Synced("20");
        Assert.Equal(["Modified p@11"], Read(feed, 10, null));
        Assert.Equal(20UL, feed.Version);
        feed.Listing();
        feed.Deleted(Part("p", 11, "a"));
        Assert.False(feed.IsReady);
        feed.Synced("30");
        Assert.Null(feed.PlaceAfter(20));
        Assert.False(feed.Read(ref place, 20, null, [], 1000));
        Assert.Empty(feed.List(null));
    }

    [Fact]
    public void Who_is_ahead_of_the_feed_is_not_told_what_it_knows()
    {
        var feed = Synced();
        var place = feed.PlaceAfter(12)!.Value;
        for (var version = 11; version < 14; version++) feed.Added(Part($"p{version}", version, "a"));
        var events = new List<WatchEvent>();
        Assert.True(feed.Read(ref place, 12, null, events, 10_000));
        Assert.Equal("p13", Assert.Single(events).Object.Name);
    }

    private static HashRange RangeOf(string key)
    {
        var hash = Fnv1a.Hash(key);
        return new HashRange(hash, hash + 1);
    }

    private static KubernetesObject Part(string uid, int version, string owner) => ShardServer.Make(uid, uid, (ulong)version, owner);

    private static Feed Synced(params KubernetesObject[] objects)
    {
        var feed = new Feed(new FeedOptions());
        feed.Listing();
        foreach (var one in objects) feed.Added(one);
        feed.Synced("10");
        return feed;
    }

    private static string[] Read(Feed feed, ulong version, ShardSelector? shards)
    {
        var events = new List<WatchEvent>();
        var place = feed.PlaceAfter(version)!.Value;
        Assert.True(feed.Read(ref place, version, shards, events, int.MaxValue));
        return [.. events.Select(static one => $"{one.Type} {one.Object.Uid}@{one.Object.ResourceVersion}")];
    }
}
