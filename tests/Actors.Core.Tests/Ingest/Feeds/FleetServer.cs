using System.Text;
using Actors.Objects;
using Actors.Sharding.Tests;

namespace Actors.Ingest.Tests;

/// <summary>One kind at an API server, as a log of all that ever happened to it: what there was at any version follows from that. What was before some version it says it has forgotten.</summary>
internal sealed class FleetServer(Random random)
{
    private readonly SortedDictionary<string, KubernetesObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(ulong Version, WatchEvent Event)> _log = [];
    private int _uids;

    public ulong Version { get; private set; } = 10;

    /// <summary>Watches cannot begin before this version.</summary>
    public ulong Compacted { get; private set; }

    public IReadOnlyCollection<KubernetesObject> Objects => _objects.Values;

    /// <summary>How many events there are.</summary>
    public int End => _log.Count;

    public (ulong Version, WatchEvent Event) this[int position] => _log[position];

    /// <summary>Something happens to an object: most have owners, which change, and names come back with other uids.</summary>
    public void Change()
    {
        Version += (ulong)random.Next(0, 3);
        var name = $"o{random.Next(7)}";
        if (!_objects.TryGetValue(name, out var held)) Put(name, $"{++_uids}-of-a-part", DrawOwner());
        else if (random.Next(3) == 0) Delete(held);
        else Put(name, held.Uid, random.Next(2) == 0 ? DrawOwner() : OwnerOf(held));
    }

    /// <summary>Something happens to another kind.</summary>
    public void Pass() => Version += (ulong)random.Next(1, 4);

    public void Compact(ulong version) => Compacted = Math.Max(Compacted, version);

    /// <summary>The place of the first event behind a version.</summary>
    public int PositionAfter(ulong version)
    {
        var position = _log.Count;
        while (position > 0 && _log[position - 1].Version > version) position--;
        return position;
    }

    /// <summary>What there was at a version, by name.</summary>
    public Dictionary<string, KubernetesObject> StateAt(ulong version)
    {
        var state = new Dictionary<string, KubernetesObject>(StringComparer.Ordinal);
        foreach (var (_, happened) in _log.Take(PositionAfter(version))) Apply(happened, state);
        return state;
    }

    public static void Apply(WatchEvent happened, Dictionary<string, KubernetesObject> state)
    {
        if (happened.Type == WatchEventType.Deleted) state.Remove(happened.Object.Name);
        else state[happened.Object.Name] = happened.Object;
    }

    public static WatchEvent Bookmark(ulong version) =>
        new(WatchEventType.Bookmark, KubernetesObject.Parse(Encoding.UTF8.GetBytes($"{{\"metadata\":{{\"resourceVersion\":\"{version}\"}}}}")));

    private static string OwnerOf(KubernetesObject held) => Encoding.UTF8.GetString(held.ControllerUidUtf8);

    private string DrawOwner() => random.Next(6) == 0 ? "" : $"{random.Next(6)}-of-an-owner";

    private void Put(string name, string uid, string owner)
    {
        var put = ShardServer.Make(name, uid, ++Version, owner);
        var isNew = !_objects.ContainsKey(name);
        _objects[name] = put;
        _log.Add((Version, new WatchEvent(isNew ? WatchEventType.Added : WatchEventType.Modified, put)));
    }

    private void Delete(KubernetesObject held)
    {
        _objects.Remove(held.Name);
        _log.Add((++Version, new WatchEvent(WatchEventType.Deleted, ShardServer.Make(held.Name, held.Uid, Version, OwnerOf(held)))));
    }
}
