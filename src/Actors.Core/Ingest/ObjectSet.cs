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
    // A hash touches the object, which is in no cache: of a list of 10,000, hashes where tables grow were 6 % of what it took.
    private const int LeapsTo = 16_384;

    private readonly CompactTable<KubernetesObject> _objects = new(HashOf, LeapsTo);

    /// <inheritdoc/>
    public int Count => _objects.Count;

    /// <summary>The object of that name; false if there is none.</summary>
    public bool TryGet(string @namespace, string name, out KubernetesObject found) =>
        TryTake(_objects.Find(Combine(Fnv1a.Hash(@namespace), Fnv1a.Hash(name)), new Named(@namespace, name)), out found);

    /// <inheritdoc/>
    public IEnumerator<KubernetesObject> GetEnumerator() => _objects.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool TryGet(KubernetesObject sameName, out KubernetesObject found) => TryTake(PlaceOf(sameName), out found);

    /// <summary>Where an object of that name is, or would be: good until something else is put in or taken out.</summary>
    internal Slot SlotOf(KubernetesObject sameName)
    {
        var hash = HashOf(sameName);
        return new Slot(hash, _objects.Find(hash, new NamedAs(sameName)));
    }

    /// <summary>What is in a slot; false if it is empty.</summary>
    internal bool TryGet(Slot slot, out KubernetesObject found) => TryTake(slot.Place, out found);

    internal void Put(KubernetesObject value) => Put(SlotOf(value), value);

    /// <summary>Puts an object into the slot of its name.</summary>
    internal void Put(Slot slot, KubernetesObject value)
    {
        if (slot.Place >= 0) _objects[slot.Place] = value;
        else _objects.Add(value, slot.Hash);
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

    /// <summary>Of what a name says: servers write the &amp; of a role's name as an escape.</summary>
    private static ulong Hash(ReadOnlySpan<byte> raw)
    {
        // Names are short: to look for it by vectors takes longer than to look.
        foreach (var one in raw)
        {
            if (one == '\\') return Fnv1a.Hash(JsonText.Decode(raw));
        }

        return Fnv1a.Hash(raw);
    }

    private static ulong Combine(ulong @namespace, ulong name) => (@namespace * 31) + name;

    /// <param name="Hash">Of the name.</param>
    /// <param name="Place">Where the object is; -1 if there is none.</param>
    internal readonly record struct Slot(ulong Hash, int Place);

    private readonly struct NamedAs(KubernetesObject sameName) : CompactTable<KubernetesObject>.IProbe
    {
        public bool Is(KubernetesObject item) => item.NameUtf8.SequenceEqual(sameName.NameUtf8) && item.NamespaceUtf8.SequenceEqual(sameName.NamespaceUtf8);
    }

    private readonly struct Named(string @namespace, string name) : CompactTable<KubernetesObject>.IProbe
    {
        public bool Is(KubernetesObject item) => JsonText.Says(item.NameUtf8, name) && JsonText.Says(item.NamespaceUtf8, @namespace);
    }
}
