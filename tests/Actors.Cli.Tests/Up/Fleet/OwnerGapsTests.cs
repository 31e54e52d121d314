using Actors.Cli.Up.Fleet;

namespace Actors.Cli.Tests;

public sealed class OwnerGapsTests
{
    private const long Second = 1_000_000_000;

    private readonly OwnerGaps _gaps = new();

    public OwnerGapsTests()
    {
        _gaps.Mapped(Maps.Of(1, "a_1", "a_1", "b_1"), 0);
        foreach (var life in new[] { "a_1", "b_1" }) _gaps.Renewed(life, 0);
    }

    [Fact]
    public void Without_faults_there_is_no_gap()
    {
        _gaps.Mapped(Maps.Of(2, "b_1", "a_1", "b_1"), 3 * Second);
        Assert.Equal(TimeSpan.Zero, _gaps.Longest(100 * Second));
    }

    [Fact]
    public void A_shard_that_was_never_anybodys_waits_for_its_first_owner_and_has_lost_none()
    {
        var gaps = new OwnerGaps();
        gaps.Mapped(Maps.Of(1, "-", "a_1"), 0);
        gaps.Mapped(Maps.Of(2, "a_1", "a_1"), 5 * Second);
        Assert.Equal(TimeSpan.Zero, gaps.Longest(9 * Second));
    }

    [Fact]
    public void A_gap_goes_from_the_fault_to_the_map_that_names_another_owner()
    {
        _gaps.Down("a", 10 * Second);
        _gaps.Mapped(Maps.Of(2, "b_1", "a_1", "b_1"), 13 * Second);
        Assert.Equal(TimeSpan.FromSeconds(4), _gaps.Longest(14 * Second));
        _gaps.Mapped(Maps.Of(3, "b_1", "b_1", "b_1"), 16 * Second);
        Assert.Equal(TimeSpan.FromSeconds(6), _gaps.Longest(100 * Second));
    }

    [Fact]
    public void A_map_that_names_another_one_that_does_not_work_ends_nothing()
    {
        _gaps.Down("a", 10 * Second);
        _gaps.Down("b", 11 * Second);
        _gaps.Mapped(Maps.Of(2, "b_1", "b_1", "b_1"), 13 * Second);
        Assert.Equal(TimeSpan.FromSeconds(10), _gaps.Longest(20 * Second));
    }

    [Fact]
    public void A_shard_that_is_nobodys_any_more_has_no_owner_either()
    {
        _gaps.Mapped(Maps.Of(2, "-", "a_1", "b_1"), 10 * Second);
        _gaps.Mapped(Maps.Of(3, "b_1", "a_1", "b_1"), 12 * Second);
        Assert.Equal(TimeSpan.FromSeconds(2), _gaps.Longest(100 * Second));
    }

    [Fact]
    public void Who_was_paused_owns_again_when_it_has_renewed_its_lease()
    {
        _gaps.Down("a", 10 * Second);
        _gaps.Renewed("a_1", 11 * Second);
        _gaps.Up("a");
        Assert.Equal(TimeSpan.FromSeconds(3), _gaps.Longest(13 * Second));
        _gaps.Renewed("a_1", 14 * Second);
        Assert.Equal(TimeSpan.FromSeconds(4), _gaps.Longest(100 * Second));
    }

    [Fact]
    public void The_next_life_of_who_was_killed_does_not_own_what_the_last_one_did()
    {
        _gaps.Down("a", 10 * Second);
        _gaps.Up("a");
        _gaps.Renewed("a_2", 12 * Second);
        Assert.Equal(TimeSpan.FromSeconds(5), _gaps.Longest(15 * Second));
        _gaps.Mapped(Maps.Of(2, "a_2", "a_2", "b_1"), 17 * Second);
        Assert.Equal(TimeSpan.FromSeconds(7), _gaps.Longest(100 * Second));
    }

    [Fact]
    public void A_life_that_is_known_by_its_lease_alone_goes_down_with_its_replica()
    {
        _gaps.Renewed("b_2", 5 * Second);
        _gaps.Down("b", 10 * Second);
        _gaps.Mapped(Maps.Of(2, "a_1", "a_1", "b_2"), 11 * Second);
        Assert.Equal(TimeSpan.FromSeconds(2), _gaps.Longest(12 * Second));
    }
}
