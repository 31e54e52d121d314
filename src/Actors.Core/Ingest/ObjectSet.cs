using System.Diagnostics.CodeAnalysis;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.Ingest;

/// <summary>
/// Objects of one kind by namespace and name. The objects themselves are the keys, compared by the bytes of their names, so a held object costs some
/// 20 bytes beside its own.
/// </summary>
public sealed class ObjectSet : IReadOnlyCollection<KubernetesObject>
{
    private readonly HashSet<KubernetesObject> _objects = new(ByName.Instance);

    /// <inheritdoc/>
    public int Count => _objects.Count;

    /// <summary>The object of that name; false if there is none.</summary>
    public bool TryGet(string @namespace, string name, out KubernetesObject found) =>
        _objects.GetAlternateLookup<ObjectName>().TryGetValue(new ObjectName(@namespace, name), out found);

    /// <inheritdoc/>
    public IEnumerator<KubernetesObject> GetEnumerator() => _objects.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool TryGet(KubernetesObject sameName, out KubernetesObject found) => _objects.TryGetValue(sameName, out found);

    internal void Put(KubernetesObject value)
    {
        // A set keeps the old one of two that are equal.
        _objects.Remove(value);
        _objects.Add(value);
    }

    internal bool Remove(KubernetesObject sameName) => _objects.Remove(sameName);

    internal void Clear() => _objects.Clear();

    private sealed class ByName : IEqualityComparer<KubernetesObject>, IAlternateEqualityComparer<ObjectName, KubernetesObject>
    {
        public static readonly ByName Instance = new();

        public bool Equals(KubernetesObject x, KubernetesObject y) => x.NameUtf8.SequenceEqual(y.NameUtf8) && x.NamespaceUtf8.SequenceEqual(y.NamespaceUtf8);

        public int GetHashCode([DisallowNull] KubernetesObject obj) => Combine(Hash(obj.NamespaceUtf8), Hash(obj.NameUtf8));

        public bool Equals(ObjectName alternate, KubernetesObject other) =>
            JsonText.Says(other.NameUtf8, alternate.Name) && JsonText.Says(other.NamespaceUtf8, alternate.Namespace);

        public int GetHashCode(ObjectName alternate) => Combine(Fnv1a.Hash(alternate.Namespace), Fnv1a.Hash(alternate.Name));

        public KubernetesObject Create(ObjectName alternate) => throw new NotSupportedException("A name alone makes no object");

        // Of what a name says: servers write the & of a role's name as an escape.
        private static ulong Hash(ReadOnlySpan<byte> raw) => raw.Contains((byte)'\\') ? Fnv1a.Hash(JsonText.Decode(raw)) : Fnv1a.Hash(raw);

        private static int Combine(ulong @namespace, ulong name)
        {
            var hash = @namespace * 31 + name;
            return (int)(hash ^ (hash >> 32));
        }
    }

    private readonly record struct ObjectName(string Namespace, string Name);
}
