using Actors.Objects;

namespace Actors.Ingest.Tests;

/// <summary>
/// Checks what one answer tells its reader: a list is what there was at its version; and after each event of a watch, and at each bookmark, the reader knows what there was at that
/// version of its shards, if it knew what there was when it asked.
/// </summary>
internal sealed class FleetDelivery
{
    private readonly FleetServer _server;
    private readonly ShardSelector? _shards;
    private readonly Dictionary<string, KubernetesObject> _state;
    private readonly Dictionary<string, KubernetesObject> _view;
    private readonly List<string> _told = [];
    private readonly ulong _from;
    private ulong _version;
    private int _position;

    public FleetDelivery(FleetServer server, ShardSelector? shards, ulong version)
    {
        (_server, _shards, _from, _version, _position) = (server, shards, version, version, server.PositionAfter(version));
        _state = server.StateAt(version);
        _view = _state.Where(one => IsWanted(one.Value)).ToDictionary(StringComparer.Ordinal);
    }

    public static void CheckList(FleetServer server, ShardSelector? shards, IEnumerable<KubernetesObject> objects, ulong version)
    {
        var delivery = new FleetDelivery(server, shards, version);
        delivery.Compare(delivery._view.Values, objects, $"a list at {version}");
    }

    public void Take(WatchEvent happened)
    {
        Assert.True(happened.Object.TryGetVersionNumber(out var version));
        _told.Add($"{happened.Type} {(happened.Type == WatchEventType.Bookmark ? "" : happened.Object.Uid + " ")}{version}");
        if (version < _version) throw new InvalidOperationException($"{_told[^1]} came after {_version} was known, to a reader that began at {_from}");
        _version = version;
        for (; _position < _server.End && _server[_position].Version <= version; _position++) FleetServer.Apply(_server[_position].Event, _state);
        if (happened.Type is WatchEventType.Added or WatchEventType.Modified && IsWanted(happened.Object)) _view[happened.Object.Name] = happened.Object;
        else if (happened.Type != WatchEventType.Bookmark) _view.Remove(happened.Object.Name);
        Compare(_state.Values.Where(IsWanted), _view.Values, $"{string.Join(", ", _told)} to a reader that began at {_from}");
    }

    private bool IsWanted(KubernetesObject one) => _shards is null || _shards.Matches(one);

    private void Compare(IEnumerable<KubernetesObject> wanted, IEnumerable<KubernetesObject> told, string what)
    {
        string[] there = [.. wanted.Select(static one => $"{one.Uid} {one}").Order(StringComparer.Ordinal)];
        string[] known = [.. told.Select(static one => $"{one.Uid} {one}").Order(StringComparer.Ordinal)];
        if (!there.SequenceEqual(known))
            throw new InvalidOperationException($"after {what}, of {_shards}, known is\n  {string.Join("\n  ", known)}\nand there was\n  {string.Join("\n  ", there)}");
    }
}
