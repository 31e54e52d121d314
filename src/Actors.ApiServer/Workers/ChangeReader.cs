using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Verbs;

namespace Actors.ApiServer.Workers;

/// <summary>
/// Reads the changes of all resources, each once, always up to one version of the store. Where it falls behind it takes up what there is instead, as if it had just come.
/// </summary>
internal sealed class ChangeReader(ObjectRegistry registry)
{
    private readonly Dictionary<string, Source> _known = new(StringComparer.Ordinal);

    /// <summary>Those there are at <see cref="_revision"/>: they are looked through with every change of the store, and seldom others.</summary>
    private Source[] _sources = [];
    private long _revision = -1;

    /// <summary>Hands over all changes there are since the last time.</summary>
    /// <param name="observe">Gets each change with the resource it is of.</param>
    public void Drain(Action<ResourceKind, Change> observe)
    {
        Refresh();
        var version = registry.Store.Version;
        foreach (var source in _sources)
        {
            try
            {
                source.Position ??= TakeUp(source, version, observe);
                for (; source.Log.Read(source.Position.Value, version) is { } change; source.Position++) observe(source.Kind, change);
            }
            catch (ChangesLostException)
            {
                source.Position = TakeUp(source, version, observe);
            }
        }
    }

    private void Refresh()
    {
        // The number first: resources that come meanwhile are seen the next time.
        var revision = registry.Resources.Revision;
        if (revision == _revision) return;
        _sources = [.. registry.Resources.All.Where(static kind => kind.HasVerb("delete")).DistinctBy(static kind => kind.StorageResource).Select(SourceOf)];
        _revision = revision;
    }

    private Source SourceOf(ResourceKind kind)
    {
        if (!_known.TryGetValue(kind.StorageResource, out var source)) _known[kind.StorageResource] = source = new Source(registry.LogOf(kind));
        source.Kind = kind;
        return source;
    }

    private static long TakeUp(Source source, ulong version, Action<ResourceKind, Change> observe)
    {
        var (objects, position) = source.Log.StateAt(version);
        foreach (var (key, value) in objects.Between("", null))
            observe(source.Kind, new Change(0, Objects.WatchEventType.Added, key, value, default));
        return position;
    }

    /// <summary>The log of a resource, and how far it has been read; null if not at all.</summary>
    private sealed class Source(ResourceLog log)
    {
        public ResourceLog Log { get; } = log;

        public ResourceKind Kind { get; set; } = null!;

        public long? Position { get; set; }
    }
}
