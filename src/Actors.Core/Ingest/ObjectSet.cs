using System.Diagnostics.CodeAnalysis;
using System.Text;
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

    internal void EnsureCapacity(int count) => _objects.EnsureCapacity(count);

    private sealed class ByName : IEqualityComparer<KubernetesObject>, IAlternateEqualityComparer<ObjectName, KubernetesObject>
    {
        public static readonly ByName Instance = new();

        public bool Equals(KubernetesObject x, KubernetesObject y) => x.NameUtf8.SequenceEqual(y.NameUtf8) && x.NamespaceUtf8.SequenceEqual(y.NamespaceUtf8);

        public int GetHashCode([DisallowNull] KubernetesObject obj) => Hash(obj.NamespaceUtf8, obj.NameUtf8);

        public bool Equals(ObjectName alternate, KubernetesObject other) =>
            JsonText.Says(other.NameUtf8, alternate.Name) && JsonText.Says(other.NamespaceUtf8, alternate.Namespace);

        public int GetHashCode(ObjectName alternate) => Hash(Encoding.UTF8.GetBytes(alternate.Namespace), Encoding.UTF8.GetBytes(alternate.Name));

        public KubernetesObject Create(ObjectName alternate) => throw new NotSupportedException("A name alone makes no object");

        private static int Hash(ReadOnlySpan<byte> @namespace, ReadOnlySpan<byte> name)
        {
            var hash = Kernel.Fnv1a.Hash(@namespace) * 31 + Kernel.Fnv1a.Hash(name);
            return (int)(hash ^ (hash >> 32));
        }
    }

    private readonly record struct ObjectName(string Namespace, string Name);
}
