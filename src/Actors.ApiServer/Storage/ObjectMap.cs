using Actors.Objects;

namespace Actors.ApiServer.Storage;

/// <summary>
/// The objects of one resource at one version, by key in ordinal order. Never changes: a change makes another map that shares all but one path with this one,
/// so that a page or an exact version is read from the map that was current then, at no cost.
/// </summary>
/// <remarks>A height-balanced tree (AVL) whose nodes know how many objects are below them.</remarks>
internal sealed class ObjectMap
{
    public static readonly ObjectMap Empty = new(null);

    private readonly Node? _root;

    private ObjectMap(Node? root) => _root = root;

    public int Count => CountOf(_root);

    public bool TryGet(string key, out KubernetesObject value)
    {
        for (var node = _root; node is not null;)
        {
            var order = string.CompareOrdinal(key, node.Key);
            if (order == 0)
            {
                value = node.Value;
                return true;
            }

            node = order < 0 ? node.Left : node.Right;
        }

        value = default;
        return false;
    }

    /// <summary>This map with an object added or replaced.</summary>
    public ObjectMap Set(string key, KubernetesObject value) => new(Set(_root, key, value));

    /// <summary>This map without an object, which may not be there.</summary>
    public ObjectMap Remove(string key) => new(Remove(_root, key));

    /// <summary>How many keys there are from <paramref name="from"/> up to, but without, <paramref name="to"/>.</summary>
    public int CountBetween(string from, string? to) => (to is null ? Count : CountBefore(to)) - CountBefore(from);

    /// <summary>The objects with keys from <paramref name="from"/> up to, but without, <paramref name="to"/>; null for no end.</summary>
    public IEnumerable<KeyValuePair<string, KubernetesObject>> Between(string from, string? to)
    {
        var path = new Stack<Node>();
        for (var node = _root; node is not null;)
        {
            var isBefore = string.CompareOrdinal(node.Key, from) < 0;
            if (!isBefore) path.Push(node);
            node = isBefore ? node.Right : node.Left;
        }

        while (path.TryPop(out var next))
        {
            if (to is not null && string.CompareOrdinal(next.Key, to) >= 0) yield break;
            yield return KeyValuePair.Create(next.Key, next.Value);
            for (var node = next.Right; node is not null; node = node.Left) path.Push(node);
        }
    }

    private int CountBefore(string key)
    {
        var count = 0;
        for (var node = _root; node is not null;)
        {
            if (string.CompareOrdinal(node.Key, key) < 0)
            {
                count += CountOf(node.Left) + 1;
                node = node.Right;
            }
            else
            {
                node = node.Left;
            }
        }

        return count;
    }

    private static Node Set(Node? node, string key, KubernetesObject value)
    {
        if (node is null) return new Node(key, value, null, null);
        var order = string.CompareOrdinal(key, node.Key);
        if (order == 0) return new Node(node.Key, value, node.Left, node.Right);
        return order < 0
            ? Balanced(node, Set(node.Left, key, value), node.Right)
            : Balanced(node, node.Left, Set(node.Right, key, value));
    }

    private static Node? Remove(Node? node, string key)
    {
        if (node is null) return null;
        var order = string.CompareOrdinal(key, node.Key);
        if (order < 0) return Balanced(node, Remove(node.Left, key), node.Right);
        if (order > 0) return Balanced(node, node.Left, Remove(node.Right, key));
        if (node.Left is null) return node.Right;
        if (node.Right is null) return node.Left;
        var successor = node.Right;
        while (successor.Left is not null) successor = successor.Left;
        return Balanced(successor, node.Left, Remove(node.Right, successor.Key));
    }

    private static Node Balanced(Node content, Node? left, Node? right)
    {
        var lean = HeightOf(left) - HeightOf(right);
        if (lean is >= -1 and <= 1) return content.With(left, right);
        if (lean > 1)
        {
            return HeightOf(left!.Left) >= HeightOf(left.Right)
                ? left.With(left.Left, content.With(left.Right, right))
                : left.Right!.With(left.With(left.Left, left.Right.Left), content.With(left.Right.Right, right));
        }

        return HeightOf(right!.Right) >= HeightOf(right.Left)
            ? right.With(content.With(left, right.Left), right.Right)
            : right.Left!.With(content.With(left, right.Left.Left), right.With(right.Left.Right, right.Right));
    }

    private static int CountOf(Node? node) => node?.Count ?? 0;

    private static int HeightOf(Node? node) => node?.Height ?? 0;

    private sealed class Node(string key, KubernetesObject value, Node? left, Node? right)
    {
        public readonly string Key = key;
        public readonly KubernetesObject Value = value;
        public readonly Node? Left = left;
        public readonly Node? Right = right;
        public readonly int Count = CountOf(left) + CountOf(right) + 1;
        public readonly int Height = Math.Max(HeightOf(left), HeightOf(right)) + 1;

        public Node With(Node? left, Node? right) => new(Key, Value, left, right);
    }
}
