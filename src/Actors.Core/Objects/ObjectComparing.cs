namespace Actors.Objects;

/// <summary>What two objects are to each other.</summary>
internal static class ObjectComparing
{
    /// <summary>Whether both are versions of one object.</summary>
    public static bool HasUidOf(this KubernetesObject one, KubernetesObject other) => one.UidUtf8.SequenceEqual(other.UidUtf8);

    /// <summary>Whether this is a later version of the object than the other; any other version, where versions are no numbers (KEP-5504).</summary>
    public static bool IsNewerThan(this KubernetesObject one, KubernetesObject other) =>
        one.TryGetVersionNumber(out var version) && other.TryGetVersionNumber(out var otherVersion)
            ? version > otherVersion
            : !one.ResourceVersionUtf8.SequenceEqual(other.ResourceVersionUtf8);

    /// <summary>Whether both are the same version of one object.</summary>
    public static bool IsVersionOf(this KubernetesObject one, KubernetesObject other) => one.HasUidOf(other) && one.ResourceVersionUtf8.SequenceEqual(other.ResourceVersionUtf8);
}
