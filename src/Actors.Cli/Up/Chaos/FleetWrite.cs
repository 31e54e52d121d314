using Actors.Cluster;

namespace Actors.Cli.Up.Chaos;

/// <summary>A write that the server has accepted and that the rules of the fleet are about.</summary>
/// <param name="Version">The version it made: all writes are in the order of theirs.</param>
internal abstract record FleetWrite(ulong Version);

/// <summary>Somebody has written the shard map.</summary>
internal sealed record MapWrite(ulong Version, ShardMap Map) : FleetWrite(Version);

/// <summary>A replica has written a Database, or what a Database owns.</summary>
/// <param name="Version">The version it made.</param>
/// <param name="Replica">Which.</param>
/// <param name="Uid">The uid of the Database.</param>
/// <param name="What">What it did to what, for people.</param>
internal sealed record ObjectWrite(ulong Version, string Replica, string Uid, string What) : FleetWrite(Version);
