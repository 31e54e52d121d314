using Actors.Ingest;
using Actors.Objects;

namespace Actors.Simulation;

/// <summary>
/// What an API server holds: objects of three kinds, all that happened to them, and how much of that it remembers. Each call is one atomic step; the way there and back
/// is the business of <see cref="ClusterNetwork"/>.
/// </summary>
internal sealed class Cluster(World world)
{
    public const string ApiVersion = "example.com/v1";
    public const string Primary = "Database";
    public const string Owned = "Part";
    public const string Referenced = "Setting";
    public const string Finalizer = "example.com/cleanup";

    private readonly SortedDictionary<(string Kind, string Name), ClusterObject> _objects = [];
    private readonly List<(ulong Version, WatchEvent Event, KubernetesObject Before, TimeSpan At)> _log = [];
    private readonly List<Action> _watchers = [];
    private int _uids;

    /// <summary>The version of the last change.</summary>
    public ulong Version { get; private set; } = 1;

    /// <summary>What came before this version is forgotten.</summary>
    public ulong Compacted { get; private set; }

    /// <summary>All changes, oldest first, with what was changed; that is empty where it was not there.</summary>
    public IReadOnlyList<(ulong Version, WatchEvent Event, KubernetesObject Before, TimeSpan At)> Log => _log;

    public IEnumerable<ClusterObject> Of(string kind) => _objects.Values.Where(held => held.Kind == kind);

    public ClusterObject? Find(string kind, string name) => _objects.GetValueOrDefault((kind, name));

    public bool IsThere(string uid) => _objects.Values.Any(held => held.Uid == uid);

    /// <summary>Calls <paramref name="watcher"/> once, when the next change has happened.</summary>
    public void OnNextChange(Action watcher) => _watchers.Add(watcher);

    public void Compact(int changesKept) => Compacted = Math.Max(Compacted, _log.Count > changesKept ? _log[^(changesKept + 1)].Version : 0);

    public object Create(ClusterObject wanted)
    {
        if (Find(wanted.Kind, wanted.Name) is not null) return new RequestFailure(409, "AlreadyExists", $"{wanted.Kind} {wanted.Name} exists");
        return Put(WatchEventType.Added, wanted with { Uid = $"{wanted.Kind}-{++_uids}" });
    }

    /// <summary>Changes an object, if it is still this one and, where given, of this version.</summary>
    public object Change(string kind, string name, string? uid, ulong? version, Func<ClusterObject, ClusterObject> change)
    {
        if (Find(kind, name) is not { } held) return new RequestFailure(404, "NotFound", $"{kind} {name} not found");
        if (uid is not null && held.Uid != uid) return new RequestFailure(409, "Conflict", $"{kind} {name} is another one");
        if (version is { } wanted && held.Version != wanted) return new RequestFailure(409, "Conflict", $"{kind} {name} has been changed");
        var changed = change(held);
        if (changed.IsBeingDeleted && !changed.HasFinalizer) return Remove(changed);

        // As a real server: what changes nothing is no change.
        return changed == held ? held : Put(WatchEventType.Modified, changed);
    }

    public object Delete(string kind, string name) => Change(kind, name, null, null, static held =>
        held.IsBeingDeleted ? held : held with { IsBeingDeleted = true, Generation = held.Generation + 1 });

    private ClusterObject Put(WatchEventType type, ClusterObject changed)
    {
        var put = changed with { Version = ++Version };
        var before = Find(put.Kind, put.Name)?.ToBytes() ?? default(KubernetesObject);
        _objects[(put.Kind, put.Name)] = put;
        Append(new WatchEvent(type, put.ToBytes()), before);
        return put;
    }

    private ClusterObject Remove(ClusterObject held)
    {
        var last = held with { Version = ++Version };
        _objects.Remove((held.Kind, held.Name));
        world.Report(null, new Vanished(last.Kind, last.Uid));
        Append(new WatchEvent(WatchEventType.Deleted, last.ToBytes()), held.ToBytes());
        if (held.Kind == Primary) world.After(world.Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(10)), () => Collect(held.Uid));
        return last;
    }

    /// <summary>What the garbage collector does.</summary>
    private void Collect(string ownerUid)
    {
        foreach (var orphan in Of(Owned).Where(held => held.Owner?.Uid == ownerUid).ToArray()) Delete(Owned, orphan.Name);
    }

    private void Append(WatchEvent happened, KubernetesObject before)
    {
        world.Report(null, new ClusterChanged(happened.Type, $"{happened.Object}"));
        _log.Add((Version, happened, before, world.Now));
        var watchers = _watchers.ToArray();
        _watchers.Clear();
        foreach (var watcher in watchers) watcher();
    }
}
