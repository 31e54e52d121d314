using System.Collections;

namespace Actors.Kernel;

/// <summary>
/// The children of an actor by name: a table with open addressing that holds no names, only a hash of each beside the child. Some 20 bytes a child, and none is touched that is not the one
/// looked for.
/// </summary>
internal sealed class ChildTable : IReadOnlyCollection<ActorCell>
{
    private const int SmallestSize = 4;

    // 0 where there is none.
    private int[] _hashes = new int[SmallestSize];
    private ActorCell?[] _cells = new ActorCell?[SmallestSize];
    private int _changes;

    public int Count { get; private set; }

    private int Mask => _hashes.Length - 1;

    public ActorCell? Find(in ActorName name)
    {
        var hash = name.Hash();
        for (var at = hash & Mask; _hashes[at] != 0; at = (at + 1) & Mask)
        {
            if (_hashes[at] == hash && _cells[at]!.Key.Is(name)) return _cells[at];
        }

        return null;
    }

    public bool Contains(ActorCell child) => IndexOf(child) >= 0;

    /// <summary>Adds a child whose name is free.</summary>
    public void Add(ActorCell child)
    {
        if ((Count + 1) * 4 > _hashes.Length * 3) Grow();
        Put(child, child.Key.Hash());
        Count++;
        _changes++;
    }

    /// <summary>Takes a child out; false if it is not there.</summary>
    public bool Remove(ActorCell child)
    {
        var hole = IndexOf(child);
        if (hole < 0) return false;

        // Those behind it move up to where they are found, so that there are no gaps between where a name belongs and where it is.
        for (var at = (hole + 1) & Mask; _hashes[at] != 0; at = (at + 1) & Mask)
        {
            if (((at - _hashes[at]) & Mask) < ((at - hole) & Mask)) continue;
            (_hashes[hole], _cells[hole]) = (_hashes[at], _cells[at]);
            hole = at;
        }

        (_hashes[hole], _cells[hole]) = (0, null);
        Count--;
        _changes++;
        return true;
    }

    /// <exception cref="InvalidOperationException">A child was added or has gone meanwhile.</exception>
    public IEnumerator<ActorCell> GetEnumerator()
    {
        var changes = _changes;
        foreach (var cell in _cells)
        {
            if (cell is null) continue;
            if (changes != _changes) throw new InvalidOperationException("The children of the actor have changed while they were gone through");
            yield return cell;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(ActorCell child)
    {
        for (var at = child.Key.Hash() & Mask; _hashes[at] != 0; at = (at + 1) & Mask)
        {
            if (ReferenceEquals(_cells[at], child)) return at;
        }

        return -1;
    }

    private void Put(ActorCell child, int hash)
    {
        var at = hash & Mask;
        while (_hashes[at] != 0) at = (at + 1) & Mask;
        (_hashes[at], _cells[at]) = (hash, child);
    }

    private void Grow()
    {
        var (hashes, cells) = (_hashes, _cells);
        (_hashes, _cells) = (new int[2 * hashes.Length], new ActorCell?[2 * hashes.Length]);
        for (var at = 0; at < hashes.Length; at++)
        {
            if (hashes[at] != 0) Put(cells[at]!, hashes[at]);
        }
    }
}
