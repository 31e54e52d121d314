using System.Globalization;
using System.Text;
using Actors.Ingest;
using Actors.Objects;

namespace Actors.Sharding.Tests;

/// <summary>What a server holds of one kind whose objects have owners: all that ever happened, and what of it a selector lets through.</summary>
internal sealed class ShardServer(Random random, bool knowsShards)
{
    private readonly SortedDictionary<string, KubernetesObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(WatchEvent Event, KubernetesObject Before)> _log = [];
    private readonly List<ulong> _versions = [];
    private int _uids;

    public ulong Version { get; private set; } = 10;

    public ulong Compacted { get; set; }

    public IEnumerable<KubernetesObject> Objects => _objects.Values;

    public static KubernetesObject Make(string name, string uid, ulong version, string owner)
    {
        var owners = owner.Length == 0 ? "" : $",\"ownerReferences\":[{{\"apiVersion\":\"v1\",\"kind\":\"Database\",\"name\":\"d\",\"uid\":\"{owner}\",\"controller\":true}}]";
        return KubernetesObject.Parse(Encoding.UTF8.GetBytes(
            $"{{\"apiVersion\":\"v1\",\"kind\":\"Part\",\"metadata\":{{\"name\":\"{name}\",\"namespace\":\"n\",\"uid\":\"{uid}\",\"resourceVersion\":\"{version}\"{owners}}}}}"));
    }

    public void Change()
    {
        Version += (ulong)random.Next(0, 3);
        var name = $"o{random.Next(8)}";
        if (!_objects.TryGetValue(name, out var held)) Put(name, $"{++_uids}-of-a-part", DrawOwner());
        else if (random.Next(3) == 0) Delete(held);
        else Put(name, held.Uid, random.Next(2) == 0 ? DrawOwner() : Encoding.UTF8.GetString(held.ControllerUidUtf8));
    }

    /// <summary>Something happens to another kind.</summary>
    public void Pass() => Version++;

    public ObjectList List(ShardSelector? shards) =>
        new(Text(Version), "", null, "", [.. _objects.Values.Where(held => !knowsShards || shards is null || shards.Matches(held))]);

    /// <summary>The place behind a version.</summary>
    public int PositionAfter(ulong version)
    {
        var found = _versions.BinarySearch(version);
        return found < 0 ? ~found : found + 1;
    }

    /// <summary>The next event for a selector; false if nothing has happened since.</summary>
    public bool TryRead(ref int position, ShardSelector? shards, out WatchEvent happened)
    {
        while (position < _log.Count)
        {
            var (one, before) = _log[position++];
            happened = one;
            if (!knowsShards || shards is null) return true;
            var (was, isNow) = (!before.IsEmpty && shards.Matches(before), one.Type != WatchEventType.Deleted && shards.Matches(one.Object));
            if (!was && !isNow) continue;
            happened = one with { Type = isNow ? (was ? WatchEventType.Modified : WatchEventType.Added) : WatchEventType.Deleted };
            return true;
        }

        happened = default;
        return false;
    }

    public WatchEvent Bookmark() => new(WatchEventType.Bookmark, KubernetesObject.Parse(Encoding.UTF8.GetBytes($"{{\"metadata\":{{\"resourceVersion\":\"{Version}\"}}}}")));

    private static string Text(ulong version) => version.ToString(CultureInfo.InvariantCulture);

    private string DrawOwner() => random.Next(6) == 0 ? "" : $"{random.Next(6)}-of-an-owner";

    private void Put(string name, string uid, string owner)
    {
        var put = Make(name, uid, ++Version, owner);
        var isNew = !_objects.TryGetValue(name, out var before);
        _objects[name] = put;
        Log(new WatchEvent(isNew ? WatchEventType.Added : WatchEventType.Modified, put), before);
    }

    private void Delete(KubernetesObject held)
    {
        _objects.Remove(held.Name);
        Log(new WatchEvent(WatchEventType.Deleted, Make(held.Name, held.Uid, ++Version, Encoding.UTF8.GetString(held.ControllerUidUtf8))), held);
    }

    private void Log(WatchEvent happened, KubernetesObject before)
    {
        _log.Add((happened, before));
        _versions.Add(Version);
    }
}
