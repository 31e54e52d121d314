using System.Collections.Immutable;

namespace Actors.ApiServer.Resources;

/// <summary>The resources the server has at the moment: the built-in ones and those of the definitions that are established.</summary>
internal sealed class ResourceRegistry
{
    private readonly Lock _lock = new();
    private ImmutableDictionary<(string Group, string Version, string Plural), ResourceKind> _kinds =
        ImmutableDictionary<(string, string, string), ResourceKind>.Empty;

    private ImmutableList<ResourceKind> _ordered = [];
    private long _revision;

    public ResourceRegistry(IEnumerable<ResourceKind> builtIn)
    {
        foreach (var kind in builtIn) Add(kind);
    }

    /// <summary>All resources: the built-in ones in the order of their table, then the custom ones as they came.</summary>
    public ImmutableList<ResourceKind> All => Volatile.Read(ref _ordered);

    /// <summary>Grows with every change.</summary>
    public long Revision => Volatile.Read(ref _revision);

    public ResourceKind? Find(string group, string version, string plural) =>
        Volatile.Read(ref _kinds).GetValueOrDefault((group, version, plural));

    /// <summary>A resource in any version, by its group and plural name.</summary>
    public ResourceKind? FindAnyVersion(string group, string plural) => All.Find(kind => kind.Group == group && kind.Plural == plural);

    /// <summary>A resource by the kind its objects name.</summary>
    public ResourceKind? FindKind(string group, string version, string kind) =>
        All.Find(one => one.Group == group && one.Version == version && one.Kind == kind && one.HasVerb("get"));

    /// <summary>Whether a group belongs to the server itself: its paths are answered by other code in a real server than those of custom groups.</summary>
    public bool IsBuiltInGroup(string group) => All.Exists(kind => !kind.IsCustom && kind.Group == group);

    /// <summary>Puts the versions of a custom resource in the place of those it had.</summary>
    public void Replace(string group, string plural, IEnumerable<ResourceKind> versions)
    {
        lock (_lock)
        {
            RemoveLocked(group, plural);
            foreach (var kind in versions) Add(kind);
            _revision++;
        }
    }

    public void Remove(string group, string plural)
    {
        lock (_lock)
        {
            RemoveLocked(group, plural);
            _revision++;
        }
    }

    private void Add(ResourceKind kind)
    {
        _kinds = _kinds.SetItem((kind.Group, kind.Version, kind.Plural), kind);
        _ordered = _ordered.Add(kind);
    }

    private void RemoveLocked(string group, string plural)
    {
        foreach (var kind in _ordered.Where(kind => kind.IsCustom && kind.Group == group && kind.Plural == plural))
        {
            _kinds = _kinds.Remove((kind.Group, kind.Version, kind.Plural));
            _ordered = _ordered.Remove(kind);
        }
    }
}
