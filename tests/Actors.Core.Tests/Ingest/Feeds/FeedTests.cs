using Actors.Kernel;
using Actors.Objects;
using Actors.Sharding.Tests;

namespace Actors.Ingest.Tests;

public sealed class FeedTests
{
    private static readonly ShardSelector OfOwnerA = new(ShardField.ControllerUid, RangeOf("a"));
    private static readonly ShardSelector OfOwnerB = new(ShardField.ControllerUid, RangeOf("b"));

    [Fact]
    public void It_begins_where_the_first_who_asks_has_come_to_and_asks_for_a_list_only_when_somebody_wants_one()
    {
        var feed = new Feed(new FeedOptions());
        Assert.Null(feed.Next);
        Assert.Equal(FeedAnswerState.Awaited, feed.Find(12));
        Assert.Equal(FeedAnswerState.Awaited, feed.Find(11));
        Assert.Equal(FeedAnswerState.Awaited, feed.Find(13));
        Assert.Equal(11UL, feed.Next);
        Assert.Equal(11UL, feed.Begin());
        Assert.Null(feed.Next);
        Assert.Equal(FeedAnswerState.Here, feed.Find(11));
        Assert.False(feed.WantsList);
        feed.AskForList();
        Assert.True(feed.WantsList);
        Assert.Throws<InvalidOperationException>(() => feed.List(null));
    }

    [Fact]
    public void Where_it_only_has_a_list_it_begins_at_that()
    {
        var feed = Synced(Part("p", 5, "a"));
        Assert.Equal(10UL, feed.ListVersion);
        Assert.Equal("p", Assert.Single(feed.List(OfOwnerA)).Name);
        Assert.Empty(feed.List(OfOwnerB));
        Assert.Equal(FeedAnswerState.Here, feed.Find(10));
    }

    [Fact]
    public void Who_is_behind_all_others_has_it_begin_anew_there_and_they_hear_nothing_twice()
    {
        var feed = Synced(Part("p", 5, "a"));
        feed.Modified(Part("p", 5, "a"), Part("p", 11, "a"));
        var cursor = new FeedCursor(10, null);
        Assert.Equal(["Modified p@11"], Read(feed, cursor));
        Assert.Equal(FeedAnswerState.Awaited, feed.Find(8));

        // Until it has begun anew, it is as it was.
        feed.Modified(Part("p", 11, "a"), Part("p", 12, "a"));
        Assert.Equal(["Modified p@12"], Read(feed, cursor));
        Assert.Equal(8UL, feed.Begin());
        Assert.Empty(Read(feed, cursor));
        Assert.Equal(12UL, cursor.Known);
        feed.Modified(default, Part("p", 9, "a"));
        feed.Modified(Part("p", 9, "a"), Part("p", 11, "a"));
        Assert.Empty(Read(feed, cursor));
        Assert.Equal(12UL, cursor.Known);
        Assert.Equal(12UL, feed.ListVersion);
        Assert.Equal("12", Assert.Single(feed.List(null)).ResourceVersion);
        Assert.Equal(["Modified p@9", "Modified p@11"], Read(feed, new FeedCursor(8, null)));
    }

    [Fact]
    public void A_window_from_which_something_had_to_go_does_not_begin_anew_for_who_is_too_late()
    {
        var feed = Synced(new FeedOptions { MaxEvents = 2 });
        var cursor = new FeedCursor(10, null);
        Assert.Empty(Read(feed, cursor));
        for (var version = 11; version < 14; version++) feed.Added(Part($"p{version}", version, "a"));
        Assert.Equal(FeedAnswerState.Gone, feed.Find(10));
        Assert.Equal(FeedAnswerState.Gone, feed.Read(cursor, [], 1000));
        Assert.Null(feed.Next);
    }

    [Fact]
    public void What_changes_hands_is_gone_for_the_one_and_new_for_the_other()
    {
        var feed = Synced(Part("p", 5, "a"));
        feed.Modified(Part("p", 5, "a"), Part("p", 11, "b"));
        feed.Modified(Part("p", 11, "b"), Part("p", 12, "b"));
        feed.Modified(Part("p", 12, "b"), Part("p", 13, ""));
        Assert.Equal(["Deleted p@11"], Read(feed, 10, OfOwnerA));
        Assert.Equal(["Added p@11", "Modified p@12", "Deleted p@13"], Read(feed, 10, OfOwnerB));
        Assert.Equal(["Modified p@11", "Modified p@12", "Modified p@13"], Read(feed, 10, null));
        Assert.Equal(["Modified p@11", "Modified p@12", "Modified p@13"], Read(feed, 10, new ShardSelector(ShardField.Uid, RangeOf("p"))));
    }

    [Fact]
    public void What_was_there_before_it_began_changes_hands_as_well_though_it_does_not_know_whose_it_was()
    {
        var feed = Begun(10);
        feed.Modified(default, Part("p", 11, "b"));
        feed.Modified(Part("p", 11, "b"), Part("p", 12, "c"));
        feed.Deleted(Part("q", 13, "c"));
        feed.Added(Part("r", 14, "c"));
        Assert.Equal(["Deleted p@11", "Deleted q@13"], Read(feed, 10, OfOwnerA));
        Assert.Equal(["Modified p@11", "Deleted p@12", "Deleted q@13"], Read(feed, 10, OfOwnerB));
    }

    [Fact]
    public void What_a_deleted_object_was_decides_who_hears_of_it()
    {
        var feed = Synced(Part("p", 5, "a"));
        feed.Deleted(Part("p", 11, ""));
        Assert.Equal(["Deleted p@11"], Read(feed, 10, OfOwnerA));
        Assert.Empty(Read(feed, 10, OfOwnerB));
        Assert.Empty(feed.List(null));
    }

    [Fact]
    public void A_list_that_comes_while_it_is_read_takes_nothing_from_who_reads_it()
    {
        var feed = Begun(10);
        var cursor = new FeedCursor(10, null);
        feed.Added(Part("new", 12, "a"));
        feed.Deleted(Part("old", 14, "a"));
        Assert.Equal(["Added new@12", "Deleted old@14"], Read(feed, cursor));

        // It shows what there was at a version before the last event: what came since is added to it.
        Assert.True(feed.Complete([Part("old", 5, "a"), Part("other", 6, "a"), Part("new", 12, "a")], 13));
        Assert.Equal(14UL, feed.ListVersion);
        Assert.Equal(["new", "other"], feed.List(null).Select(static one => one.Name).Order(StringComparer.Ordinal));
        feed.Modified(default, Part("other", 15, "b"));
        Assert.Equal(["Modified other@15"], Read(feed, cursor));

        // Now it is known whose that was, and it is told to nobody else.
        Assert.Equal(["Deleted old@14"], Read(feed, 13, new ShardSelector(ShardField.ControllerUid, RangeOf("c"))));
    }

    [Fact]
    public void A_list_that_is_ahead_of_what_was_told_is_shown_at_its_version_and_not_undone()
    {
        var feed = Begun(10);
        Assert.True(feed.Complete([Part("p", 14, "b")], 15));
        Assert.Equal((15UL, 10UL), (feed.ListVersion, feed.Version));
        feed.Modified(default, Part("p", 11, "a"));
        feed.Added(Part("q", 12, "a"));
        feed.Deleted(Part("q", 13, "a"));
        feed.Modified(Part("p", 11, "a"), Part("p", 14, "b"));
        feed.Added(Part("r", 16, "a"));
        Assert.Equal(["p@14", "r@16"], feed.List(null).Select(static one => $"{one.Name}@{one.ResourceVersion}").Order(StringComparer.Ordinal));
        Assert.Equal(["Added r@16"], Read(feed, 15, null));
        Assert.Equal(["Modified p@11", "Added q@12", "Deleted q@13", "Deleted p@14", "Added r@16"], Read(feed, 10, OfOwnerA));
    }

    [Fact]
    public void A_list_older_than_what_it_knows_to_have_happened_is_of_no_use()
    {
        var feed = Begun(10);
        Assert.False(feed.Complete([], 9));
        Assert.False(feed.IsComplete);
    }

    [Fact]
    public void What_the_server_has_forgotten_nobody_can_go_on_from_and_nothing_is_listed_from_a_memory_with_a_gap()
    {
        var feed = Synced(Part("p", 5, "a"));
        var cursor = new FeedCursor(10, null);
        Assert.Empty(Read(feed, cursor));
        feed.Listing();
        Assert.False(feed.IsComplete);
        Assert.Equal(FeedAnswerState.Gone, feed.Read(cursor, [], 1000));
        Assert.Null(feed.Next);

        // Who has come further elsewhere goes on there.
        Assert.Equal(FeedAnswerState.Awaited, feed.Find(12));
        Assert.Equal(12UL, feed.Begin());
    }

    [Fact]
    public void Who_asks_for_what_the_server_has_forgotten_costs_those_nothing_who_have_what_is_known()
    {
        var feed = Synced(Part("p", 5, "a"));
        feed.Modified(Part("p", 5, "a"), Part("p", 11, "a"));
        var cursor = new FeedCursor(10, null);
        Assert.Equal(["Modified p@11"], Read(feed, cursor));
        Assert.Equal(FeedAnswerState.Awaited, feed.Find(3));
        feed.Begin();
        feed.Listing();
        Assert.Equal(FeedAnswerState.Gone, feed.Find(3));
        Assert.Equal(11UL, feed.Next);
        feed.Begin();
        Assert.Empty(Read(feed, cursor));
        feed.Added(Part("q", 12, "a"));
        Assert.Equal(["Added q@12"], Read(feed, cursor));
        Assert.Equal(2, feed.List(null).Count);
    }

    [Fact]
    public void The_window_is_bounded_by_number_and_by_size()
    {
        var few = Synced(new FeedOptions { MaxEvents = 3 });
        for (var version = 11; version < 30; version++) few.Added(Part($"p{version}", version, "a"));
        Assert.Equal(26UL, few.Oldest);
        Assert.Equal(["Added p27@27", "Added p28@28", "Added p29@29"], Read(few, 26, null));

        var small = Synced(new FeedOptions { MaxBytes = 3 * Part("p11", 11, "a").Json.Length });
        for (var version = 11; version < 30; version++) small.Added(Part($"p{version}", version, "a"));
        Assert.Equal(26UL, small.Oldest);
    }

    [Fact]
    public void Who_is_ahead_of_the_feed_is_not_told_what_it_knows_and_promised_nothing_older()
    {
        var feed = Synced();
        var cursor = new FeedCursor(12, null);
        Assert.Empty(Read(feed, cursor));
        for (var version = 11; version < 14; version++)
        {
            feed.Added(Part($"p{version}", version, "a"));
            Assert.True(cursor.Known >= 12);
            Assert.Equal(version < 13 ? [] : ["Added p13@13"], Read(feed, cursor));
        }

        Assert.Equal(13UL, cursor.Known);
    }

    [Fact]
    public void Who_has_read_a_part_is_promised_no_more_than_that()
    {
        var feed = Synced();
        for (var version = 11; version < 14; version++) feed.Added(Part($"p{version}", version, "a"));
        var cursor = new FeedCursor(10, null);
        var events = new List<WatchEvent>();
        Assert.Equal(FeedAnswerState.Here, feed.Read(cursor, events, 1));
        Assert.Equal("p11", Assert.Single(events).Object.Name);
        Assert.Equal(11UL, cursor.Known);
        Assert.False(feed.IsAtEnd(cursor));
    }

    [Fact]
    public void Who_has_read_all_is_taken_past_what_is_for_others()
    {
        var feed = Synced(new FeedOptions { MaxEvents = 3 });
        var (a, all) = (new FeedCursor(10, OfOwnerA), new FeedCursor(10, null));
        Assert.False(feed.TryPass(a));
        Assert.Empty(Read(feed, a).Concat(Read(feed, all)));
        for (var version = 11; version < 30; version++)
        {
            feed.Added(Part($"p{version}", version, "b"));
            Assert.True(feed.TryPass(a));
            Assert.Equal((ulong)version, a.Known);
            Assert.False(feed.TryPass(all));
        }

        // So it is not too late for anything, however much there was for others.
        feed.Added(Part("q", 30, "a"));
        Assert.False(feed.TryPass(a));
        Assert.Equal(29UL, a.Known);
        feed.Added(Part("r", 31, "b"));
        Assert.False(feed.TryPass(a));
        Assert.Equal(["Added q@30"], Read(feed, a));
        Assert.Equal(31UL, a.Known);
        Assert.True(feed.TryPass(a));
        feed.Listing();
        Assert.False(feed.TryPass(a));
    }

    private static HashRange RangeOf(string key)
    {
        var hash = Fnv1a.Hash(key);
        return new HashRange(hash, hash + 1);
    }

    private static KubernetesObject Part(string uid, int version, string owner) => ShardServer.Make(uid, uid, (ulong)version, owner);

    private static Feed Synced(params KubernetesObject[] objects) => Synced(new FeedOptions(), objects);

    private static Feed Synced(FeedOptions options, params KubernetesObject[] objects)
    {
        var feed = new Feed(options);
        Assert.True(feed.Complete(objects, 10));
        Assert.Equal(10UL, feed.Begin());
        return feed;
    }

    private static Feed Begun(ulong version)
    {
        var feed = new Feed(new FeedOptions());
        feed.Find(version);
        feed.Begin();
        return feed;
    }

    private static string[] Read(Feed feed, ulong version, ShardSelector? shards) => Read(feed, new FeedCursor(version, shards));

    private static string[] Read(Feed feed, FeedCursor cursor)
    {
        var events = new List<WatchEvent>();
        Assert.Equal(FeedAnswerState.Here, feed.Read(cursor, events, int.MaxValue));
        return [.. events.Select(static one => $"{one.Type} {one.Object.Uid}@{one.Object.ResourceVersion}")];
    }
}
