using Actors.Cluster;

namespace Actors.Cli.Tests;

/// <summary>Small shard maps.</summary>
internal static class Maps
{
    /// <summary>A map with one shard for each place: <c>a_1</c>, <c>a_1 > b_1 @2</c>, or <c>-</c> for nobody.</summary>
    public static ShardMap Of(long epoch, params string[] places)
    {
        var lines = places.Select(static (place, at) => $"{at} {place}");
        return ShardMapText.TryRead($"shards/v1 epoch={epoch} shards={places.Length}\n{string.Join('\n', lines)}\n", out var map, out var error) ? map : throw new ArgumentException(error);
    }
}
