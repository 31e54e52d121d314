using Actors.Objects;

namespace Actors.Kubernetes;

/// <summary>The objects of a cache by the values of one index.</summary>
internal sealed class IndexTable(CacheIndex index)
{
    private readonly Dictionary<string, HashSet<KubernetesObject>> _objects = new(StringComparer.Ordinal);

    public IReadOnlyCollection<KubernetesObject> this[string value] => _objects.TryGetValue(value, out var found) ? found : [];

    public IReadOnlyCollection<string> Values => _objects.Keys;

    public void Add(KubernetesObject subject)
    {
        foreach (var value in index.ValuesOf(subject))
        {
            if (!_objects.TryGetValue(value, out var there)) _objects[value] = there = [];
            there.Add(subject);
        }
    }

    public void Remove(KubernetesObject subject)
    {
        foreach (var value in index.ValuesOf(subject))
        {
            if (_objects.TryGetValue(value, out var there) && there.Remove(subject) && there.Count == 0) _objects.Remove(value);
        }
    }
}
