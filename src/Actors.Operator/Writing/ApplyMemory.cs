using System.Buffers.Binary;
using System.Security.Cryptography;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.Operators.Writing;

/// <summary>
/// What a reconcile has applied, for the next one of the same object: of each child a hash, 32 bytes. Immutable, as it stays with the object's actor.
/// </summary>
internal sealed class ApplyMemory
{
    private readonly Entry[] _entries;

    private ApplyMemory(Entry[] entries) => _entries = entries;

    public static ApplyMemory Empty { get; } = new([]);

    /// <summary>Whether exactly this was applied last to exactly this child.</summary>
    public bool Has(GroupKind kind, KubernetesObject wanted, string uid)
    {
        var key = KeyOf(kind, wanted);
        foreach (var entry in _entries)
        {
            if (entry.Key == key) return entry.Hash == HashOf(wanted, uid);
        }

        return false;
    }

    public ApplyMemory With(GroupKind kind, KubernetesObject wanted, string uid) =>
        new([.. Without(kind, wanted)._entries, new Entry(KeyOf(kind, wanted), HashOf(wanted, uid))]);

    public ApplyMemory Without(GroupKind kind, KubernetesObject named)
    {
        var key = KeyOf(kind, named);
        return Array.Exists(_entries, entry => entry.Key == key) ? new ApplyMemory(Array.FindAll(_entries, entry => entry.Key != key)) : this;
    }

    /// <summary>Without what is remembered of others than these.</summary>
    public ApplyMemory Of(IEnumerable<(GroupKind Kind, KubernetesObject Child)> children)
    {
        if (_entries.Length == 0) return this;
        var keys = children.Select(static one => KeyOf(one.Kind, one.Child)).ToHashSet();
        return Array.TrueForAll(_entries, entry => keys.Contains(entry.Key)) ? this : new ApplyMemory(Array.FindAll(_entries, entry => keys.Contains(entry.Key)));
    }

    private static ulong KeyOf(GroupKind kind, KubernetesObject named) => Fnv1a.Hash($"{kind}|{named.Namespace}/{named.Name}");

    private static UInt128 HashOf(KubernetesObject wanted, string uid)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(wanted.Json.Span);
        sha.AppendData(System.Text.Encoding.UTF8.GetBytes(uid));
        sha.GetHashAndReset(hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private readonly record struct Entry(ulong Key, UInt128 Hash);
}
