using Actors.Ingest;

namespace Actors.Sharding.Tests;

public sealed class ShardStreamsTests
{
    private const int Lives = 2000;

    [Fact]
    public void Whatever_is_followed_and_goes_wrong_what_was_told_is_what_there_is()
    {
        for (var seed = 0; seed < Lives; seed++)
        {
            try
            {
                ShardStreamsRun.Live(seed);
            }
            catch (Exception failure) when (failure is InvalidOperationException or NullReferenceException or ArgumentException)
            {
                Assert.Fail($"Seed {seed}: {failure.Message}\n{failure.StackTrace}");
            }
        }
    }

    [Fact]
    public void Nothing_is_read_while_nothing_is_followed()
    {
        var run = Run(4);
        run.Follow(false, false, false, false);
        Assert.Empty(run.Streams.Streams);
        Assert.Equal(1, run.Streams.Done);
    }

    [Fact]
    public void Only_the_ranges_that_are_followed_are_asked_for()
    {
        var run = Run(4);
        run.Follow(false, true, true, false);
        var stream = Assert.Single(run.Streams.Streams);
        Assert.Equal([new HashRange(1UL << 62, 3UL << 62)], stream.Options.Shards!.Ranges);
        Assert.Equal(0, run.Streams.Done);
        run.Settle();
        Assert.Equal(1, run.Streams.Done);
    }

    [Fact]
    public void All_shards_of_what_goes_by_its_own_uid_are_asked_for_without_a_selector()
    {
        var run = Run(2);
        run.Follow(true, true);
        Assert.Null(Assert.Single(run.Streams.Streams).Options.Shards);
    }

    [Fact]
    public void What_is_new_is_listed_alone_and_the_stream_of_all_begins_without_a_list()
    {
        var run = Synced(true, false, false, false);
        run.Follow(true, true, false, false);
        Assert.Equal(2, run.Streams.Streams.Count);
        Assert.Equal([new HashRange(1UL << 62, 1UL << 63)], run.Streams.Streams[1].Options.Shards!.Ranges);
        run.Settle();
        Assert.Equal([new HashRange(0, 1UL << 63)], Assert.Single(run.Streams.Streams).Options.Shards!.Ranges);
        Assert.Equal(2, run.Lists);
        run.View.CheckEquals(run.Server.Objects);
    }

    [Fact]
    public void What_is_not_followed_any_more_is_not_read_any_more_and_nothing_is_listed_for_it()
    {
        var run = Synced(true, true, false, false);
        run.Follow(false, true, false, false);
        Assert.Equal([new HashRange(1UL << 62, 1UL << 63)], Assert.Single(run.Streams.Streams).Options.Shards!.Ranges);
        run.Settle();
        Assert.Equal(1, run.Lists);
        Assert.All(Assert.Single(run.Streams.Streams).Machine.Objects, static held => Assert.Equal(1, ShardRange.ShardOf(held.Uid, 4)));
    }

    [Fact]
    public void The_stream_of_all_begins_where_the_slowest_was_and_does_not_bring_back_what_is_gone()
    {
        var run = Run(2);
        run.Server.Change();
        run.Follow(true, false);
        run.Settle();
        for (var changes = 0; changes < 200; changes++) run.Server.Change();
        run.Follow(true, true);

        // The second lists what the first has not come to yet: the view's check finds what is told twice or too late.
        var (slow, quick) = (run.Streams.Streams[0], run.Streams.Streams[1]);
        Assert.NotEqual($"{run.Server.Version}", slow.Machine.ResourceVersion);
        run.Go(quick, fails: false);
        Assert.Equal(slow.Machine.ResourceVersion, Assert.Single(run.Streams.Streams).Machine.ResourceVersion);
        run.Settle();
        run.View.CheckEquals(run.Server.Objects);
        Assert.Equal(2, run.Lists);
    }

    [Fact]
    public void What_is_known_of_a_shard_stays_known_when_another_is_given_up_before_the_stream_of_both_has_come_to_it()
    {
        var run = Run(2);
        run.Follow(true, false);
        run.Settle();
        for (var changes = 0; changes < 200; changes++) run.Server.Change();
        run.Follow(true, true);
        run.Go(run.Streams.Streams[1], fails: false);
        Assert.Single(run.Streams.Streams);
        run.Follow(false, true);
        run.Settle();
        run.View.CheckEquals(run.Server.Objects);
        Assert.Equal(2, run.Lists);
    }

    [Fact]
    public void There_are_never_more_than_a_few_streams_however_often_it_changes()
    {
        var run = Run(8);
        for (var shard = 0; shard < 8; shard++) run.Follow([.. Enumerable.Range(0, 8).Select(one => one <= shard)]);
        Assert.InRange(run.Streams.Streams.Count, 1, ShardStreams.MaxStreams);
        run.Settle();
        Assert.Equal(8, run.Streams.Done);
        Assert.Single(run.Streams.Streams);
        run.View.CheckEquals(run.Server.Objects);
    }

    private static ShardStreamsRun Run(int shards)
    {
        var run = new ShardStreamsRun(new Random(1), ShardField.Uid, shards, knowsShards: true);
        for (var changes = 0; changes < 30; changes++) run.Server.Change();
        return run;
    }

    private static ShardStreamsRun Synced(params bool[] shards)
    {
        var run = Run(shards.Length);
        run.Follow(shards);
        run.Settle();
        return run;
    }
}
