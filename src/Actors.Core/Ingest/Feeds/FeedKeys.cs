using Actors.Kernel;
using Actors.Objects;

namespace Actors.Ingest;

/// <summary>What decides which readers an object is for, hashed once for all of them.</summary>
/// <param name="Uid">Of its own uid.</param>
/// <param name="Owner">Of its controller owner's; null if it has none.</param>
/// <param name="Namespace">Of its namespace.</param>
internal readonly record struct FeedKeys(ulong Uid, ulong? Owner, ulong Namespace)
{
    public static FeedKeys Of(KubernetesObject subject) => new(
        Fnv1a.Hash(subject.UidUtf8), subject.ControllerUidUtf8.IsEmpty ? null : Fnv1a.Hash(subject.ControllerUidUtf8), Fnv1a.Hash(subject.NamespaceUtf8));

    /// <summary>Whether a selector chooses it; no selector chooses all.</summary>
    public bool Pass(ShardSelector? shards) => shards?.Field switch
    {
        null => true,
        ShardField.Uid => shards.Contains(Uid),
        ShardField.ControllerUid => Owner is { } owner && shards.Contains(owner),
        _ => shards.Contains(Namespace),
    };
}
