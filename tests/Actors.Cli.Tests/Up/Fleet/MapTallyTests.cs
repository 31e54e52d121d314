using Actors.Cli.Up.Fleet;

namespace Actors.Cli.Tests;

public sealed class MapTallyTests
{
    private readonly MapTally _tally = new();

    [Fact]
    public void Before_the_first_map_there_is_nothing_to_tell()
    {
        Assert.Null(_tally.Progress(null));
        Assert.Equal(0, _tally.OwnedBy("a"));
    }

    [Fact]
    public void It_says_what_the_last_map_says()
    {
        _tally.Add(Maps.Of(7, "a_1", "a_2", "b_1 > a_2 @6", "-"));
        Assert.Equal(new FleetProgress(7, 4, 1, 1, 0, 1, "a"), _tally.Progress("a"));
        Assert.Equal((2, 1, 0), (_tally.OwnedBy("a"), _tally.OwnedBy("b"), _tally.OwnedBy("c")));
    }

    [Fact]
    public void A_move_is_a_shard_whose_owner_is_another_than_before()
    {
        _tally.Add(Maps.Of(1, "-", "a_1", "a_1"));
        _tally.Add(Maps.Of(2, "a_1", "a_1 > b_1 @2", "a_1"));
        Assert.Equal(0, _tally.Progress(null)!.Moves);
        _tally.Add(Maps.Of(3, "a_1", "b_1", "-"));
        _tally.Add(Maps.Of(4, "a_2", "b_1", "b_1"));
        Assert.Equal((2, 4), (_tally.Progress(null)!.Moves, _tally.Progress(null)!.Updates));
    }

    [Fact]
    public void A_map_that_was_seen_already_or_is_older_is_passed_over()
    {
        _tally.Add(Maps.Of(3, "a_1"));
        _tally.Add(Maps.Of(3, "b_1"));
        _tally.Add(Maps.Of(2, "c_1"));
        Assert.Equal((3, 1, 0), (_tally.Progress(null)!.Epoch, _tally.Progress(null)!.Updates, _tally.Progress(null)!.Moves));
        Assert.Equal(1, _tally.OwnedBy("a"));
    }
}
