using Actors.Cluster;
using Actors.Ingest;

namespace Actors.Simulation;

/// <summary>The Leases and the shard map, as the API server holds them. Each call is one atomic step.</summary>
internal sealed class FleetServer(World world)
{
    private readonly SortedDictionary<string, HeldLease> _leases = new(StringComparer.Ordinal);
    private readonly List<Action> _watchers = [];
    private readonly Dictionary<string, TimeSpan> _writtenAt = new(StringComparer.Ordinal);
    private int _lastVersion;
    private TimeSpan _mapCreatedAt;

    /// <summary>Is told of each Lease that is written.</summary>
    public Action<HeldLease> Written { get; set; } = static _ => { };

    public IReadOnlyCollection<HeldLease> Leases => [.. _leases.Values];

    public (string Text, string Version)? Map { get; private set; }

    /// <summary>Calls <paramref name="watcher"/> once, when something but the time of a renewal has changed.</summary>
    public void OnNextChange(Action watcher) => _watchers.Add(watcher);

    /// <summary>The first of the two requests of <see cref="ReadFleet"/>.</summary>
    public FleetRead ReadMap() => new([], Map?.Text, Map?.Version);

    /// <summary>The second one, some time later.</summary>
    public FleetRead ReadLeases(FleetRead map) => map with { Leases = [.. _leases.Values] };

    public object Write(LeaseRecord record, string? version)
    {
        var held = _leases.GetValueOrDefault(record.Name);
        if (Check(held?.Version, version) is { } refusal) return refusal;
        var written = new HeldLease(record, NewVersion());
        _leases[record.Name] = written;
        _writtenAt[record.Name] = world.Now;
        Written(written);
        world.Report(null, new LeaseStored(record.Name, record.Holder, record.Seen));
        if (held is null || held.Record with { Seen = 0 } != record with { Seen = 0 }) Tell();
        return new LeaseWritten(record.Name, written.Version);
    }

    /// <summary>For how long no replica of that machine has written a Lease that is still held; zero if there is none.</summary>
    public TimeSpan SilenceOf(Machine machine)
    {
        var held = _leases.Values.Select(static lease => lease.Record).Where(record => record.Holder == record.Name && record.Name.StartsWith($"{machine}_", StringComparison.Ordinal));
        return held.Select(record => world.Now - _writtenAt[record.Name]).DefaultIfEmpty(TimeSpan.Zero).Min();
    }

    /// <summary>Somebody deletes a Lease by hand.</summary>
    public void DeleteLease(string name) => Delete(name, _leases[name].Version, isByHand: true);

    public void Delete(string name, string version, bool isByHand = false)
    {
        if (!_leases.TryGetValue(name, out var held) || held.Version != version) return;
        _leases.Remove(name);
        world.Report(null, new LeaseStored(name, null, IsByHand: isByHand));
        Tell();
    }

    public object Write(string text, string? version)
    {
        if (Check(Map?.Version, version) is { } refusal) return refusal;
        if (Map is null) _mapCreatedAt = world.Now;
        Map = (text, NewVersion());
        world.Report(null, new MapStored(text));
        Tell();
        return new ShardMapWritten(Map.Value.Version);
    }

    /// <summary>Somebody deletes the map by hand; not in the moment it was created, when requests to create it may still be on their way.</summary>
    public void DeleteMap()
    {
        if (world.Now - _mapCreatedAt < TimeSpan.FromSeconds(30)) return;
        Map = null;
        world.Report(null, new MapStored(null));
        Tell();
    }

    private static RequestFailure? Check(string? held, string? wanted) => (held, wanted) switch
    {
        (null, null) => null,
        (null, _) => new RequestFailure(404, "NotFound", "not found"),
        (_, null) => new RequestFailure(409, "AlreadyExists", "exists already"),
        _ => held == wanted ? null : new RequestFailure(409, "Conflict", "has been changed"),
    };

    private string NewVersion() => (++_lastVersion).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void Tell()
    {
        var watchers = _watchers.ToArray();
        _watchers.Clear();
        foreach (var watcher in watchers) watcher();
    }
}
