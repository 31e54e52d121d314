namespace Actors.ApiServer.Workloads;

/// <summary>Objects by a text they have in common with others, such as the uid of their owner.</summary>
internal sealed class ClusterIndex
{
    private static readonly IReadOnlyCollection<ClusterObject> None = [];

    private readonly Dictionary<string, Dictionary<string, ClusterObject>> _objects = new(StringComparer.Ordinal);

    public IReadOnlyCollection<ClusterObject> this[string text] => _objects.TryGetValue(text, out var found) ? found.Values : None;

    public int CountOf(string text) => _objects.TryGetValue(text, out var found) ? found.Count : 0;

    public void Add(string text, ClusterObject value)
    {
        if (!_objects.TryGetValue(text, out var found)) _objects[text] = found = new Dictionary<string, ClusterObject>(StringComparer.Ordinal);
        found[value.Uid] = value;
    }

    public void Remove(string text, ClusterObject value)
    {
        if (_objects.TryGetValue(text, out var found) && found.Remove(value.Uid) && found.Count == 0) _objects.Remove(text);
    }
}
