using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Verbs;

namespace Actors.ApiServer.Workers;

/// <summary>Reads the changes of all resources, each once. Where it falls behind it takes up what there is instead, as if it had just come.</summary>
internal sealed class ChangeReader(ObjectRegistry registry)
{
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);

    /// <summary>Hands over all changes there are since the last time.</summary>
    /// <param name="observe">Gets each change with the resource it is of.</param>
    public void Drain(Action<ResourceKind, Change> observe)
    {
        foreach (var kind in registry.Resources.All.Where(static kind => kind.HasVerb("delete")).DistinctBy(static kind => kind.StorageResource))
        {
            var log = registry.LogOf(kind);
            if (!_positions.TryGetValue(kind.StorageResource, out var position)) position = TakeUp(kind, log, observe);
            try
            {
                for (; log.Read(position) is { } change; position++) observe(kind, change);
            }
            catch (ChangesLostException)
            {
                position = TakeUp(kind, log, observe);
            }

            _positions[kind.StorageResource] = position;
        }
    }

    private static long TakeUp(ResourceKind kind, ResourceLog log, Action<ResourceKind, Change> observe)
    {
        var (objects, position) = log.Current();
        foreach (var (key, value) in objects.Between("", null))
            observe(kind, new Change(0, Objects.WatchEventType.Added, key, value, default, objects));
        return position;
    }
}
