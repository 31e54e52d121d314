namespace Actors.Cli.Up.Fleet;

/// <summary>What the shard map says.</summary>
/// <param name="Epoch">The number of the map.</param>
/// <param name="Shards">How many shards there are.</param>
/// <param name="Unowned">How many of them are nobody's.</param>
/// <param name="Moving">How many are on their way to another replica.</param>
/// <param name="Moves">How often one has come from one replica to another so far.</param>
/// <param name="Updates">How many maps were seen so far.</param>
/// <param name="Coordinator">The replica that writes the map; null for nobody.</param>
internal sealed record FleetProgress(long Epoch, int Shards, int Unowned, int Moving, long Moves, long Updates, string? Coordinator);
