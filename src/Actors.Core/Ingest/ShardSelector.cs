using System.Globalization;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.Ingest;

/// <summary>
/// Chooses objects by the hash of a field: FNV-1a of 64 bits in one of some ranges (KEP-5866). Sent to the server as <c>shardSelector</c> and applied here
/// again, because a server that does not know the parameter ignores it without a word.
/// </summary>
public sealed class ShardSelector
{
    internal const string Top = "0x10000000000000000";

    private readonly HashRange[] _ranges;

    /// <summary>Chooses what hashes into <paramref name="ranges"/>.</summary>
    /// <exception cref="ArgumentException">There is no range, or one that is empty.</exception>
    public ShardSelector(ShardField field, params IReadOnlyList<HashRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        if (ranges.Count == 0) throw new ArgumentException("A shard selector has one range or more", nameof(ranges));
        foreach (var range in ranges)
        {
            if (range.End != 0 && range.End <= range.Start) throw new ArgumentException($"The range from {Hex(range.Start)} to {Hex(range.End)} is empty", nameof(ranges));
        }

        Field = field;
        _ranges = [.. ranges];
    }

    /// <summary>The field that is hashed.</summary>
    public ShardField Field { get; }

    /// <summary>The ranges, in the order given.</summary>
    public IReadOnlyList<HashRange> Ranges => _ranges;

    /// <summary>Whether it chooses the object.</summary>
    public bool Matches(KubernetesObject subject)
    {
        var key = KeyOf(subject, Field);
        return (Field != ShardField.ControllerUid || !key.IsEmpty) && Contains(Fnv1a.Hash(key));
    }

    /// <summary>Whether a hash is in one of the ranges.</summary>
    public bool Contains(ulong hash)
    {
        foreach (var range in _ranges)
        {
            if (range.Contains(hash)) return true;
        }

        return false;
    }

    /// <summary>As servers read and write it: bounds of 16 hex digits, the end of all hashes as <c>0x10000000000000000</c>.</summary>
    public override string ToString() => string.Join(" || ", _ranges.Select(range => $"shardRange({NameOf(Field)}, '{Hex(range.Start)}', '{(range.End == 0 ? Top : Hex(range.End))}')"));

    /// <summary>What is hashed of an object, as it is written.</summary>
    internal static ReadOnlySpan<byte> KeyOf(KubernetesObject subject, ShardField field) => field switch
    {
        ShardField.Uid => subject.UidUtf8,
        ShardField.ControllerUid => subject.ControllerUidUtf8,
        _ => subject.NamespaceUtf8,
    };

    /// <summary>A field as selectors name it.</summary>
    internal static string NameOf(ShardField field) => field switch
    {
        ShardField.Uid => "object.metadata.uid",
        ShardField.ControllerUid => "object.metadata.controllerOwner.uid",
        _ => "object.metadata.namespace",
    };

    private static string Hex(ulong bound) => string.Create(CultureInfo.InvariantCulture, $"0x{bound:x16}");
}
