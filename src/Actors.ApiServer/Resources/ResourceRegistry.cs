using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Actors.ApiServer.Resources;

/// <summary>The resources the server has at the moment: the built-in ones and those of the definitions that are established.</summary>
internal sealed class ResourceRegistry
{
    private readonly Lock _lock = new();
    private FrozenDictionary<(string Group, string Version, string Plural), ResourceKind> _kinds =
        FrozenDictionary<(string, string, string), ResourceKind>.Empty;

    private ImmutableList<ResourceKind> _ordered = [];
    private long _revision;

    public ResourceRegistry(IEnumerable<ResourceKind> builtIn) => Publish([.. builtIn]);

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

    /// <summary>Puts the versions of a custom resource in the place of those it had; no reader sees it without any.</summary>
    public void Replace(string group, string plural, IEnumerable<ResourceKind> versions)
    {
        lock (_lock) Publish([.. Without(group, plural), .. versions]);
    }

    public void Remove(string group, string plural)
    {
        lock (_lock) Publish([.. Without(group, plural)]);
    }

    private IEnumerable<ResourceKind> Without(string group, string plural) =>
        _ordered.Where(kind => !kind.IsCustom || kind.Group != group || kind.Plural != plural);

    private void Publish(ImmutableList<ResourceKind> ordered)
    {
        Volatile.Write(ref _kinds, ordered.ToFrozenDictionary(static kind => (kind.Group, kind.Version, kind.Plural)));
        Volatile.Write(ref _ordered, ordered);
        Interlocked.Increment(ref _revision);
    }
}
