using Actors.Cli.Up.Chaos;
using Actors.Sharding;

namespace Actors.Cli.Tests;

public sealed class ForeignWritesTests
{
    private static readonly string InFirst = UidIn(0);
    private static readonly string InSecond = UidIn(1);

    /// <summary>A history of two shards: <c>5 map a_1,b_1</c>, or <c>6 a 0</c> for a write by a to an object of the first shard.</summary>
    [Theory]
    [InlineData("by its owner", "5 map a_1,b_1;6 a 0;7 b 1", 0)]
    [InlineData("by the other one", "5 map a_1,b_1;6 b 0", 1)]
    [InlineData("by the other one, and each counts", "5 map a_1,b_1;6 b 0;7 a 0;8 a 1", 2)]
    [InlineData("before there was a map", "6 a 0;7 map a_1,b_1", 1)]
    [InlineData("told later than it was done", "7 map b_1,b_1;6 a 0;5 map a_1,b_1", 0)]
    [InlineData("by who owned it before", "5 map a_1,b_1;6 a 0;7 map b_1,b_1;8 a 0", 1)]
    [InlineData("by who owned it until then", "5 map a_1,b_1;6 a 0;7 map b_1,b_1;8 b 0", 0)]
    [InlineData("by the owner of a shard that moves", "5 map a_1 > b_1 @5,b_1;6 a 0", 0)]
    [InlineData("by the next owner of a shard that moves", "5 map a_1 > b_1 @5,b_1;6 b 0", 1)]
    [InlineData("to what is nobody's", "5 map -,b_1;6 b 0", 1)]
    [InlineData("by another life of the owner", "5 map a_2,b_1;6 a 0", 0)]
    [InlineData("by one whose name begins like the owner's", "5 map a-1_1,b_1;6 a 0", 1)]
    [InlineData("without a change, right after the map", "5 map a_1,b_1;5 a 0", 0)]
    [InlineData("without a change, by who has lost it by that map", "4 map a_1,b_1;5 map b_1,b_1;5 a 0", 1)]
    public void Writes_of_others_are_found(string what, string history, int expected)
    {
        var found = ForeignWrites.Find(history.Split(';').Select(Write));
        Assert.True(expected == found.Count, $"{what}: {string.Join('\n', found)}");
    }

    [Fact]
    public void It_is_said_who_and_what_and_whose_it_was() => Assert.Equal(
        ["version 6: patch Database db-1 by b, and shard 0 was of a_1 by the map of epoch 5"],
        ForeignWrites.Find([new MapWrite(5, Maps.Of(5, "a_1", "b_1")), new ObjectWrite(6, "b", InFirst, "patch Database db-1")]));

    private static FleetWrite Write(string text)
    {
        var parts = text.Split(' ', 3);
        var version = ulong.Parse(parts[0]);
        return parts[1] == "map" ? new MapWrite(version, Maps.Of((long)version, parts[2].Split(','))) : new ObjectWrite(version, parts[1], parts[2] == "0" ? InFirst : InSecond, "patch");
    }

    private static string UidIn(int shard) => Enumerable.Range(0, 1000).Select(static number => $"{number}-0000-0000-0000-000000000000").First(uid => ShardRange.ShardOf(uid, 2) == shard);
}
