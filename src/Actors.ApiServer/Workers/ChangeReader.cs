using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Verbs;

namespace Actors.ApiServer.Workers;

/// <summary>Reads the changes of all resources, each once. Where it falls behind it takes up what there is instead, as if it had just come.</summary>
internal sealed class ChangeReader(ObjectRegistry registry)
{
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);
    private List<(ResourceKind Kind, ResourceLog Log)> _logs = [];
    private long _revision = -1;

    /// <summary>Hands over all changes there are since the last time.</summary>
    /// <param name="observe">Gets each change with the resource it is of.</param>
    public void Drain(Action<ResourceKind, Change> observe)
    {
        FindLogs();
        foreach (var (kind, log) in _logs)
        {
            if (!_positions.TryGetValue(kind.GroupResource, out var position)) position = TakeUp(kind, log, observe);
            try
            {
                for (; log.Read(position) is { } change; position++) observe(kind, change);
            }
            catch (ChangesLostException)
            {
                position = TakeUp(kind, log, observe);
            }

            _positions[kind.GroupResource] = position;
        }
    }

    /// <summary>Looks for the resources there are, if they have changed: this is asked with every write to the server.</summary>
    private void FindLogs()
    {
        var revision = registry.Resources.Revision;
        if (revision == _revision) return;
        _logs = [.. registry.Resources.All.Where(static kind => kind.HasVerb("delete")).DistinctBy(static kind => kind.GroupResource).Select(kind => (kind, registry.LogOf(kind)))];
        _revision = revision;
    }

    private static long TakeUp(ResourceKind kind, ResourceLog log, Action<ResourceKind, Change> observe)
    {
        var (objects, position) = log.Current();
        foreach (var (key, value) in objects.Between("", null))
            observe(kind, new Change(0, Objects.WatchEventType.Added, key, value, default));
        return position;
    }
}
