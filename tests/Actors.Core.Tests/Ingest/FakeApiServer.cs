using Actors.Objects;

namespace Actors.Ingest.Tests;

/// <summary>
/// What a kube-apiserver holds of one kind: the objects by name, all that ever happened to them by version, and how much of that it still remembers.
/// Answers at once and always well; faults are the business of <see cref="FakeNetwork"/>.
/// </summary>
internal sealed class FakeApiServer(Random random, int names, ShardSelector? shards)
{
    private readonly SortedDictionary<string, KubernetesObject> _objects = new(StringComparer.Ordinal);
    private readonly List<WatchEvent> _log = [];
    private readonly List<ulong> _versions = [];
    private int _lives;

    /// <summary>The version of the last change of this kind or any other.</summary>
    public ulong Version { get; private set; } = 10;

    /// <summary>Versions before this one are forgotten: neither a watch nor a page can begin there.</summary>
    public ulong Compacted { get; private set; }

    /// <summary>How many changes there were.</summary>
    public int LogLength => _log.Count;

    /// <summary>A change by its place in the log, if it is one that selectors let through.</summary>
    public bool TryGetChange(int position, out WatchEvent change)
    {
        change = _log[position];
        return shards is null || shards.Matches(change.Object);
    }

    /// <summary>The version of the change at a place in the log.</summary>
    public ulong VersionAt(int position) => _versions[position];

    /// <summary>The first place in the log behind a version.</summary>
    public int PositionAfter(ulong version)
    {
        var found = _versions.BinarySearch(version);
        return found < 0 ? ~found : found + 1;
    }

    /// <summary>Creates, modifies, deletes, deletes and creates anew, or lets an object leave the selection or come back into it.</summary>
    public void Change()
    {
        var name = $"o{random.Next(names)}";
        if (!_objects.TryGetValue(name, out var held))
        {
            // An uid that was there before has left a selection, as by its labels, and comes back.
            Put(WatchEventType.Added, name, _lives > 0 && random.Next(8) == 0 ? LastUid(name) : NewUid());
            return;
        }

        switch (random.Next(4))
        {
            case 0:
                Delete(held);
                break;
            case 1:
                Delete(held);
                Put(WatchEventType.Added, name, NewUid());
                break;
            default:
                Put(WatchEventType.Modified, name, held.Uid);
                break;
        }
    }

    /// <summary>Something happens to another kind.</summary>
    public void ChangeOfAnotherKind() => Version += (ulong)random.Next(1, 5);

    /// <summary>Forgets all but the last few versions.</summary>
    public void Compact() => Compacted = Math.Max(Compacted, Version - (ulong)Math.Min(random.Next(4), (int)Version));

    /// <summary>A page, or everything where the limit is 0. Null if the token, or the version it stands for, is forgotten.</summary>
    public ObjectList? List(int limit, string token, ulong? atVersion = null)
    {
        var (version, after) = token.Length == 0 ? (atVersion ?? Version, "") : ReadToken(token);
        if (version < Compacted) return null;
        List<KubernetesObject> items = [.. Selected(version).Where(item => string.CompareOrdinal(item.Name, after) > 0)];
        var isLast = limit == 0 || items.Count <= limit;
        return new ObjectList($"{version}", isLast ? "" : $"{version}/{items[limit - 1].Name}", null, "", isLast ? items : items[..limit]);
    }

    /// <summary>What there was at a version and passes the selectors, by name.</summary>
    public IEnumerable<KubernetesObject> Selected(ulong version) =>
        StateAt(version).Values.Where(held => shards is null || shards.Matches(held));

    /// <summary>What there was at a version.</summary>
    public SortedDictionary<string, KubernetesObject> StateAt(ulong version)
    {
        if (_versions.Count == 0 || version >= _versions[^1]) return _objects;
        var state = new SortedDictionary<string, KubernetesObject>(StringComparer.Ordinal);
        for (var position = 0; _versions[position] <= version; position++)
        {
            var change = _log[position];
            if (change.Type == WatchEventType.Deleted) state.Remove(change.Object.Name);
            else state[change.Object.Name] = change.Object;
        }

        return state;
    }

    /// <summary>Whether the object ever was as shown.</summary>
    public bool HasHeld(KubernetesObject shown) =>
        shown.TryGetVersionNumber(out var version) && _versions.BinarySearch(version) is >= 0 and var position && _log[position].Object == shown;

    /// <summary>Whether the object went away after the version shown, whatever came then.</summary>
    public bool WentAwaySince(KubernetesObject shown)
    {
        shown.TryGetVersionNumber(out var version);
        for (var position = PositionAfter(version - 1); position < _log.Count; position++)
        {
            if (_log[position].Type == WatchEventType.Deleted && _log[position].Object.Uid == shown.Uid) return true;
        }

        return false;
    }

    private static (ulong Version, string After) ReadToken(string token)
    {
        var slash = token.IndexOf('/', StringComparison.Ordinal);
        return (ulong.Parse(token.AsSpan(0, slash), System.Globalization.CultureInfo.InvariantCulture), token[(slash + 1)..]);
    }

    private string NewUid() => $"u{++_lives}";

    private string LastUid(string name) => _log.FindLast(change => change.Object.Name == name) is { Object.IsEmpty: false } last ? last.Object.Uid : NewUid();

    private void Put(WatchEventType type, string name, string uid)
    {
        var changed = Databases.Make(name, ++Version, uid);
        _objects[name] = changed;
        Log(type, changed);
    }

    private void Delete(KubernetesObject held)
    {
        _objects.Remove(held.Name);
        Log(WatchEventType.Deleted, Databases.Make(held.Name, ++Version, held.Uid));
    }

    private void Log(WatchEventType type, KubernetesObject changed)
    {
        _log.Add(new WatchEvent(type, changed));
        _versions.Add(Version);
    }
}
