namespace Actors.Cluster.Tests;

/// <summary>Maps by chance.</summary>
internal static class Maps
{
    public static ShardMap Draw(Random random)
    {
        string[] replicas = [.. Enumerable.Range(0, random.Next(1, 8)).Select(static one => $"pod-{one}_{one:x10}")];
        var epoch = random.Next(1, 100);
        var places = new ShardPlace[random.Next(1, 300)];
        for (var shard = 0; shard < places.Length; shard++)
        {
            var owner = random.Next(5) == 0 ? null : replicas[random.Next(replicas.Length)];
            var next = replicas[random.Next(replicas.Length)];
            places[shard] = owner is not null && owner != next && random.Next(3) == 0 ? new ShardPlace(owner, next, random.Next(1, epoch + 1)) : new ShardPlace(owner);
        }

        return new ShardMap(epoch, places, new Dictionary<string, string> { ["things.example.com"] = replicas[0] });
    }
}
