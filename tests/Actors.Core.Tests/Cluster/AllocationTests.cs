namespace Actors.Cluster.Tests;

public sealed class AllocationTests
{
    [Fact]
    public void Counts_are_those_of_the_weights_within_one_and_no_more_moves_than_needed()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var (holders, replicas) = Draw(random);
            var after = Allocation.Allocate(holders, replicas, mayBalance: true);
            double total = replicas.Values.Sum();
            foreach (var (replica, weight) in replicas)
            {
                var exact = holders.Length * weight / total;
                Assert.True(Math.Abs(after.Count(one => one == replica) - exact) < 1, $"seed {seed}: {replica} has {after.Count(one => one == replica)}, {exact} would be exact");
            }

            Assert.True(Moves(holders, after) == FewestMoves(holders, replicas), $"seed {seed}: {Moves(holders, after)} moves, {FewestMoves(holders, replicas)} would do");
        }
    }

    [Fact]
    public void What_need_not_move_stays_where_only_what_must_is_moved()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var (holders, replicas) = Draw(new Random(seed));
            var after = Allocation.Allocate(holders, replicas, mayBalance: false);
            for (var shard = 0; shard < holders.Length; shard++)
            {
                if (holders[shard] is { } holder && replicas.ContainsKey(holder)) Assert.True(after[shard] == holder, $"seed {seed}: {shard} has moved");
                else Assert.True(replicas.ContainsKey(after[shard]), $"seed {seed}: {shard} has no owner");
            }
        }
    }

    [Fact]
    public void What_is_even_stays_as_it_is()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var (holders, replicas) = Draw(new Random(seed));
            var even = Allocation.Allocate(holders, replicas, mayBalance: true);
            Assert.Equal(even, Allocation.Allocate(even, replicas, mayBalance: true));
        }
    }

    [Fact]
    public void Neighbours_come_together()
    {
        var first = Allocation.Allocate(new string?[256], Evenly("a", "b", "c", "d"), mayBalance: true);
        Assert.Equal(4, Runs(first));
        var joined = Allocation.Allocate(first, Evenly("a", "b", "c", "d", "e"), mayBalance: true);
        Assert.True(Runs(joined) <= 9, $"{Runs(joined)} runs after one has joined");
    }

    /// <summary>As the coordinator does it: what leaves is given away at once, counts are made even only when no one is about to leave.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(20)]
    public void A_rolling_update_with_one_more_at_a_time_moves_each_shard_once(int replicas)
    {
        string[] old = [.. Enumerable.Range(0, replicas).Select(static one => $"old-{one}")];
        string?[] holders = Allocation.Allocate(new string?[256], Evenly(old), mayBalance: true);
        var moves = new int[256];
        var members = old.ToList();
        for (var one = 0; one < replicas; one++)
        {
            members.Add($"new-{one}");
            members.Remove($"old-{one}");
            string[] next = Allocation.Allocate(holders, Evenly([.. members]), mayBalance: false);
            for (var shard = 0; shard < 256; shard++) moves[shard] += next[shard] == holders[shard] ? 0 : 1;
            holders = next;
        }

        Assert.All(moves, static count => Assert.Equal(1, count));
        var counts = members.Select(member => holders.Count(held => held == member)).ToArray();
        Assert.InRange(counts.Max() - counts.Min(), 0, 1);
    }

    [Fact]
    public void From_1_to_20_and_back_it_is_even_at_each_step()
    {
        string?[] holders = new string?[256];
        foreach (var count in Enumerable.Range(1, 20).Concat(Enumerable.Range(1, 19).Reverse()))
        {
            string[] replicas = [.. Enumerable.Range(0, count).Select(static one => $"r{one}")];
            holders = Allocation.Allocate(holders, Evenly(replicas), mayBalance: true);
            var counts = replicas.Select(one => holders.Count(held => held == one)).ToArray();
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }
    }

    private static Dictionary<string, int> Evenly(params string[] replicas) => replicas.ToDictionary(static one => one, static _ => 1);

    private static int Moves(string?[] before, string[] after) => before.Zip(after).Count(static one => one.First != one.Second);

    private static int Runs(string[] shards) => 1 + shards.Zip(shards.Skip(1)).Count(static pair => pair.First != pair.Second);

    /// <summary>A deliberately dumb second way: whoever may have a rounded-up share is tried by its gain.</summary>
    private static int FewestMoves(string?[] holders, Dictionary<string, int> replicas)
    {
        var total = replicas.Values.Sum();
        var kept = 0;
        var extra = holders.Length - replicas.Values.Sum(weight => holders.Length * weight / total);
        var gains = 0;
        foreach (var (replica, weight) in replicas)
        {
            var (has, share) = (holders.Count(held => held == replica), holders.Length * weight / total);
            kept += Math.Min(has, share);
            if (has > share && holders.Length * weight % total > 0) gains++;
        }

        return holders.Length - kept - Math.Min(gains, extra);
    }

    private static (string?[] Holders, Dictionary<string, int> Replicas) Draw(Random random)
    {
        string[] all = [.. Enumerable.Range(0, random.Next(1, 12)).Select(static one => $"r{one}")];
        var isWeighted = random.Next(2) == 0;
        var replicas = all.Where(one => one == all[0] || random.Next(4) > 0).ToDictionary(static one => one, _ => isWeighted ? random.Next(1, 5) : 1);
        var holders = new string?[random.Next(1, 100)];
        for (var shard = 0; shard < holders.Length; shard++) holders[shard] = random.Next(6) == 0 ? null : all[random.Next(all.Length)];
        return (holders, replicas);
    }
}
