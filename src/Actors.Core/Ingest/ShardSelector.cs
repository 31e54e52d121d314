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
        var hash = Fnv1a.Hash(Field == ShardField.Uid ? subject.UidUtf8 : subject.NamespaceUtf8);
        foreach (var range in _ranges)
        {
            if (range.Contains(hash)) return true;
        }

        return false;
    }

    /// <summary>As servers read and write it: bounds of 16 hex digits, the end of all hashes as <c>0x10000000000000000</c>.</summary>
    public override string ToString() => string.Join(" || ", _ranges.Select(range =>
        $"shardRange({(Field == ShardField.Uid ? "object.metadata.uid" : "object.metadata.namespace")}, '{Hex(range.Start)}', '{(range.End == 0 ? "0x10000000000000000" : Hex(range.End))}')"));

    private static string Hex(ulong bound) => string.Create(CultureInfo.InvariantCulture, $"0x{bound:x16}");
}
