using System.Collections;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.Ingest;

/// <summary>
/// Objects of one kind by namespace and name. The objects themselves are the keys, compared by the bytes of their names, so a held object costs some
/// 13 bytes beside its own.
/// </summary>
public sealed class ObjectSet : IReadOnlyCollection<KubernetesObject>
{
    private readonly CompactTable<KubernetesObject> _objects = new(HashOf);

    /// <inheritdoc/>
    public int Count => _objects.Count;

    /// <summary>The object of that name; false if there is none.</summary>
    public bool TryGet(string @namespace, string name, out KubernetesObject found) =>
        TryTake(_objects.Find(Combine(Fnv1a.Hash(@namespace), Fnv1a.Hash(name)), new Named(@namespace, name)), out found);

    /// <inheritdoc/>
    public IEnumerator<KubernetesObject> GetEnumerator() => _objects.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool TryGet(KubernetesObject sameName, out KubernetesObject found) => TryTake(PlaceOf(sameName), out found);

    internal void Put(KubernetesObject value)
    {
        if (PlaceOf(value) is >= 0 and var place) _objects[place] = value;
        else _objects.Add(value);
    }

    internal bool Remove(KubernetesObject sameName)
    {
        var place = PlaceOf(sameName);
        if (place < 0) return false;
        _objects.RemoveAt(place);
        return true;
    }

    internal void Clear() => _objects.Clear();

    private int PlaceOf(KubernetesObject sameName) => _objects.Find(HashOf(sameName), new NamedAs(sameName));

    private bool TryTake(int place, out KubernetesObject found)
    {
        found = place < 0 ? default : _objects[place];
        return place >= 0;
    }

    private static ulong HashOf(KubernetesObject value) => Combine(Hash(value.NamespaceUtf8), Hash(value.NameUtf8));

    // Of what a name says: servers write the & of a role's name as an escape.
    private static ulong Hash(ReadOnlySpan<byte> raw) => raw.Contains((byte)'\\') ? Fnv1a.Hash(JsonText.Decode(raw)) : Fnv1a.Hash(raw);

    private static ulong Combine(ulong @namespace, ulong name) => (@namespace * 31) + name;

    private readonly struct NamedAs(KubernetesObject sameName) : CompactTable<KubernetesObject>.IProbe
    {
        public bool Is(KubernetesObject item) => item.NameUtf8.SequenceEqual(sameName.NameUtf8) && item.NamespaceUtf8.SequenceEqual(sameName.NamespaceUtf8);
    }

    private readonly struct Named(string @namespace, string name) : CompactTable<KubernetesObject>.IProbe
    {
        public bool Is(KubernetesObject item) => JsonText.Says(item.NameUtf8, name) && JsonText.Says(item.NamespaceUtf8, @namespace);
    }
}
