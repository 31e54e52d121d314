using System.Text;

namespace Actors.ApiServer.Patching;

/// <summary>
/// A set of paths to fields, as a tree: what a manager owns. It does not change. A container is in the set by itself or not, whatever is in the set below it.
/// </summary>
internal sealed class FieldSet : IEquatable<FieldSet>
{
    /// <summary>The set without a path.</summary>
    public static readonly FieldSet Empty = new([]);

    private readonly FieldSetEntry[] _entries;

    private FieldSet(FieldSetEntry[] entries) => _entries = entries;

    /// <summary>Whether no path is in the set.</summary>
    public bool IsEmpty => _entries.Length == 0;

    /// <summary>The children of the node, in order.</summary>
    public ReadOnlySpan<FieldSetEntry> Entries => _entries;

    /// <summary>The children by their <see cref="PathElement.Text"/>. That of members is their order anyhow, but the keys of list items count as values there.</summary>
    public ReadOnlySpan<FieldSetEntry> EntriesByText
    {
        get
        {
            if (IsEmpty || _entries[^1].Element.Kind == PathElementKind.Field) return _entries;
            var sorted = (FieldSetEntry[])_entries.Clone();
            Array.Sort(sorted, static (one, other) => string.CompareOrdinal(one.Element.Text, other.Element.Text));
            return sorted;
        }
    }

    /// <summary>The set as <see cref="FieldsV1"/> writes it, where that is known.</summary>
    public byte[]? Json { get; set; }

    /// <summary>The type with which <see cref="FieldReconciler"/> has found nothing to change.</summary>
    public FieldType? ReconciledWith { get; set; }

    /// <summary>A set of these members of an object; a dot leads on to a member of a member.</summary>
    public static FieldSet Of(params IEnumerable<string> paths) => paths.Aggregate(Empty, (set, path) => set.Union(OfPath(path.Split('.'))));

    /// <summary>A node with these children.</summary>
    /// <param name="entries">In any order; null or empty for nothing.</param>
    /// <returns>Null for nothing.</returns>
    public static FieldSet? OfEntries(List<FieldSetEntry>? entries)
    {
        if (entries is null or { Count: 0 }) return null;
        for (var i = 1; i < entries.Count; i++)
        {
            if (entries[i - 1].Element.CompareTo(entries[i].Element) < 0) continue;
            return new FieldSet([.. Sorted(entries)]);
        }

        return new FieldSet([.. entries]);
    }

    /// <summary>What is in one or the other.</summary>
    public FieldSet Union(FieldSet other)
    {
        if (IsEmpty || ReferenceEquals(this, other)) return other;
        if (other.IsEmpty) return this;
        if (Contains(other)) return this;
        var result = new List<FieldSetEntry>(Math.Max(_entries.Length, other._entries.Length));
        int i = 0, j = 0;
        while (i < _entries.Length || j < other._entries.Length)
        {
            var order = Order(other, i, j);
            if (order < 0) result.Add(_entries[i++]);
            else if (order > 0) result.Add(other._entries[j++]);
            else result.Add(Unite(_entries[i++], other._entries[j++]));
        }

        return new FieldSet([.. result]);
    }

    /// <summary>What is in both.</summary>
    public FieldSet Intersection(FieldSet other)
    {
        List<FieldSetEntry>? result = null;
        for (int i = 0, j = 0; i < _entries.Length && j < other._entries.Length;)
        {
            var order = Order(other, i, j);
            if (order < 0)
            {
                i++;
            }
            else if (order > 0)
            {
                j++;
            }
            else
            {
                var (one, two) = (_entries[i++], other._entries[j++]);
                var children = one.Children is null || two.Children is null ? null : one.Children.Intersection(two.Children).OrNull();
                Add(ref result, one with { IsMember = one.IsMember && two.IsMember, Children = children });
            }
        }

        return OfEntries(result) ?? Empty;
    }

    /// <summary>What is in this one and not in the other. A container's children stay if only the container is in the other.</summary>
    public FieldSet Difference(FieldSet other) => Without(other, withChildren: false);

    /// <summary>What is in this one, and neither it nor a container of it is in the other.</summary>
    public FieldSet RecursiveDifference(FieldSet other) => Without(other, withChildren: true);

    /// <summary>The child a step leads to.</summary>
    /// <returns>An entry that is empty if nothing of the child is in the set.</returns>
    public FieldSetEntry Find(PathElement element)
    {
        int low = 0, high = _entries.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _entries[middle].Element.CompareTo(element);
            if (order == 0) return _entries[middle];
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return new FieldSetEntry(element, IsMember: false, Children: null);
    }

    /// <summary>All paths, those of a level before those below it, as messages show them.</summary>
    public IEnumerable<string> Paths() => Paths("");

    /// <inheritdoc/>
    public bool Equals(FieldSet? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || _entries.Length != other._entries.Length) return false;
        for (var i = 0; i < _entries.Length; i++)
        {
            var (one, two) = (_entries[i], other._entries[i]);
            if (one.IsMember != two.IsMember || !one.Element.Equals(two.Element)) return false;
            if (!(one.Children?.Equals(two.Children) ?? two.Children is null)) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _entries.Aggregate(_entries.Length, (hash, entry) => HashCode.Combine(hash, entry.Element));

    /// <summary>The paths, each on a line.</summary>
    public override string ToString() => new StringBuilder().AppendJoin('\n', Paths()).ToString();

    /// <summary>The set, or null if it is empty.</summary>
    public FieldSet? OrNull() => IsEmpty ? null : this;

    private bool Contains(FieldSet other)
    {
        for (int i = 0, j = 0; j < other._entries.Length; j++)
        {
            while (i < _entries.Length && Order(other, i, j) < 0) i++;
            if (i == _entries.Length || Order(other, i, j) != 0) return false;
            var (own, wanted) = (_entries[i], other._entries[j]);
            if (wanted.IsMember && !own.IsMember) return false;
            if (wanted.Children is { } children && own.Children?.Contains(children) != true) return false;
        }

        return true;
    }

    private static List<FieldSetEntry> Sorted(List<FieldSetEntry> entries)
    {
        entries.Sort((one, other) => one.Element.CompareTo(other.Element));
        for (var i = entries.Count - 1; i > 0; i--)
        {
            if (!entries[i - 1].Element.Equals(entries[i].Element)) continue;
            entries[i - 1] = Unite(entries[i - 1], entries[i]);
            entries.RemoveAt(i);
        }

        return entries;
    }

    private static FieldSet OfPath(ReadOnlySpan<string> names)
    {
        var rest = names[1..];
        return new FieldSet([new FieldSetEntry(PathElement.Field(names[0]), rest.IsEmpty, rest.IsEmpty ? null : OfPath(rest))]);
    }

    private static FieldSetEntry Unite(FieldSetEntry one, FieldSetEntry other) => one with
    {
        IsMember = one.IsMember || other.IsMember,
        Children = one.Children is null ? other.Children : other.Children is null ? one.Children : one.Children.Union(other.Children),
    };

    private static void Add(ref List<FieldSetEntry>? entries, FieldSetEntry entry)
    {
        if (!entry.IsEmpty) (entries ??= []).Add(entry);
    }

    private FieldSet Without(FieldSet other, bool withChildren)
    {
        if (IsEmpty || other.IsEmpty) return this;
        List<FieldSetEntry>? result = null;
        for (int i = 0, j = 0; i < _entries.Length; i++)
        {
            var order = 1;
            while (j < other._entries.Length && (order = _entries[i].Element.CompareTo(other._entries[j].Element)) > 0) j++;
            var entry = order == 0 ? Without(_entries[i], other._entries[j], withChildren) : _entries[i];
            if (result is null && (entry.IsMember != _entries[i].IsMember || !ReferenceEquals(entry.Children, _entries[i].Children)))
            {
                result = new List<FieldSetEntry>(_entries.Length);
                result.AddRange(_entries.AsSpan(0, i));
            }

            if (!entry.IsEmpty) result?.Add(entry);
        }

        return result is null ? this : OfEntries(result) ?? Empty;
    }

    private static FieldSetEntry Without(FieldSetEntry entry, FieldSetEntry other, bool withChildren)
    {
        if (withChildren && other.IsMember) return entry with { IsMember = false, Children = null };
        var children = entry.Children is null || other.Children is null ? entry.Children : entry.Children.Without(other.Children, withChildren).OrNull();
        return entry with { IsMember = entry.IsMember && !other.IsMember, Children = children };
    }

    private int Order(FieldSet other, int i, int j) =>
        i == _entries.Length ? 1 : j == other._entries.Length ? -1 : _entries[i].Element.CompareTo(other._entries[j].Element);

    private IEnumerable<string> Paths(string prefix)
    {
        foreach (var entry in _entries)
        {
            if (entry.IsMember) yield return prefix + entry.Element;
        }

        foreach (var entry in _entries)
        {
            if (entry.Children is null) continue;
            foreach (var path in entry.Children.Paths(prefix + entry.Element)) yield return path;
        }
    }
}
