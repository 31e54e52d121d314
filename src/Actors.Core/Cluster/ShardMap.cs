using System.Diagnostics.CodeAnalysis;

namespace Actors.Cluster;

/// <summary>Whose a shard is.</summary>
/// <param name="Owner">The replica that works on its objects; null for nobody.</param>
/// <param name="Next">The replica it moves to; null if it stays.</param>
/// <param name="OrderedAt">The epoch at which that move was ordered; 0 if it stays.</param>
internal readonly record struct ShardPlace(string? Owner, string? Next = null, long OrderedAt = 0);

/// <summary>Who owns which shard, and who watches which kind for the fleet. Immutable; the coordinator alone makes the next one.</summary>
/// <param name="epoch">One higher than that of the map before it, 1 or more.</param>
/// <param name="shards">The place of each shard.</param>
/// <param name="ingests">The replica that lists and watches a kind for all others, by the kind's name.</param>
internal sealed class ShardMap(long epoch, IReadOnlyList<ShardPlace> shards, IReadOnlyDictionary<string, string> ingests) : IEquatable<ShardMap>
{
    public long Epoch => epoch;

    public IReadOnlyList<ShardPlace> Shards => shards;

    public IReadOnlyDictionary<string, string> Ingests => ingests;

    /// <summary>All replicas it names, each once.</summary>
    public IEnumerable<string> Replicas =>
        shards.SelectMany(static place => (string?[])[place.Owner, place.Next]).Concat(ingests.Values).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Whether a replica owns a shard or is to.</summary>
    public bool Names(string replica) => shards.Any(place => place.Owner == replica || place.Next == replica);

    /// <summary>Whether both say the same of all shards and ingests, whatever their epochs.</summary>
    public bool SaysTheSameAs(ShardMap other) =>
        shards.SequenceEqual(other.Shards) && ingests.Count == other.Ingests.Count && ingests.All(one => other.Ingests.TryGetValue(one.Key, out var at) && at == one.Value);

    public bool Equals([NotNullWhen(true)] ShardMap? other) => other is not null && other.Epoch == epoch && SaysTheSameAs(other);

    public override bool Equals(object? obj) => Equals(obj as ShardMap);

    public override int GetHashCode() => epoch.GetHashCode();

    /// <summary>As it is written.</summary>
    public override string ToString() => ShardMapText.Write(this);
}
