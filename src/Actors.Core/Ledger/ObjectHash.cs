using Actors.Kernel;
using Actors.Objects;

namespace Actors.Ledger;

/// <summary>What objects come to, by their versions: any change is another number, the same in every process.</summary>
internal static class ObjectHash
{
    /// <summary>Of one object, at one version; 0 for none.</summary>
    public static ulong Of(KubernetesObject one) =>
        one.IsEmpty ? 0 : (Fnv1a.Hash(one.UidUtf8) * 0x9E3779B97F4A7C15) ^ (Fnv1a.Hash(one.ResourceVersionUtf8) * 0xC2B2AE3D27D4EB4F);
}
