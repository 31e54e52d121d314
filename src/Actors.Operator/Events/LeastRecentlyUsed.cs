using System.Diagnostics.CodeAnalysis;

namespace Actors.Operators.Events;

/// <summary>Keeps so many values at most: the one that was asked for longest ago goes first.</summary>
internal sealed class LeastRecentlyUsed<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _byKey = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byAge = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (!_byKey.TryGetValue(key, out var node)) return false;
        _byAge.Remove(node);
        _byAge.AddLast(node);
        value = node.Value.Value;
        return true;
    }

    public void Put(TKey key, TValue value)
    {
        if (_byKey.Remove(key, out var known)) _byAge.Remove(known);
        _byKey.Add(key, _byAge.AddLast((key, value)));
        if (_byKey.Count <= capacity) return;
        _byKey.Remove(_byAge.First!.Value.Key);
        _byAge.RemoveFirst();
    }
}
