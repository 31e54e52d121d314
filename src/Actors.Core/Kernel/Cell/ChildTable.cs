using System.Collections;

namespace Actors.Kernel;

/// <summary>The children of an actor by name. It holds no names, and none of the children is touched that is not the one looked for.</summary>
internal sealed class ChildTable : IReadOnlyCollection<ActorCell>
{
    private readonly CompactTable<ActorCell> _children = new(static child => HashOf(child.Key));

    public int Count => _children.Count;

    public ActorCell? Find(in ActorName name) => _children.Find(HashOf(name), new Named(name)) is >= 0 and var place ? _children[place] : null;

    public bool Contains(ActorCell child) => PlaceOf(child) >= 0;

    /// <summary>Adds a child whose name is free.</summary>
    public void Add(ActorCell child) => _children.Add(child);

    /// <summary>Takes a child out; false if it is not there.</summary>
    public bool Remove(ActorCell child)
    {
        var place = PlaceOf(child);
        if (place < 0) return false;
        _children.RemoveAt(place);
        return true;
    }

    /// <exception cref="InvalidOperationException">A child was added or has gone meanwhile.</exception>
    public IEnumerator<ActorCell> GetEnumerator() => _children.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ulong HashOf(in ActorName name) => (uint)name.Hash();

    private int PlaceOf(ActorCell child) => _children.Find(HashOf(child.Key), new Same(child));

    private readonly struct Named(ActorName name) : CompactTable<ActorCell>.IProbe
    {
        public bool Is(ActorCell item) => item.Key.Is(name);
    }

    private readonly struct Same(ActorCell child) : CompactTable<ActorCell>.IProbe
    {
        public bool Is(ActorCell item) => ReferenceEquals(item, child);
    }
}
