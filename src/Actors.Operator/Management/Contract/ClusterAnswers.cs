namespace Actors.Operators.Management;

/// <summary>The fleet, as the replica asked knows it; a replica that is in no fleet is the only member.</summary>
/// <param name="Operator">The operator's name.</param>
/// <param name="Asked">The replica that answers.</param>
/// <param name="Version">The version of its program.</param>
/// <param name="IsFleet">Whether it shares its objects with others.</param>
/// <param name="Coordinator">The replica that writes the shard map; null if none does.</param>
/// <param name="Epoch">The epoch of the shard map; 0 for none.</param>
/// <param name="Shards">How many shards there are.</param>
/// <param name="Unowned">How many of them nobody owns.</param>
/// <param name="Moving">How many of them are to change their owner.</param>
/// <param name="Members">All that have a Lease, by name.</param>
/// <param name="Missing">With <c>scope=fleet</c>: who has not answered for itself.</param>
internal sealed record ClusterAnswer(
    string Operator, string Asked, string Version, bool IsFleet, string? Coordinator, long Epoch, int Shards, int Unowned, int Moving,
    IReadOnlyList<MemberInfo> Members, IReadOnlyList<MissingReplica> Missing);

/// <summary>A replica.</summary>
/// <param name="Name">Its name, with what was drawn at its start: <c>db-0_3f9c01ab42</c>.</param>
/// <param name="Address">Where other replicas reach it; null outside of a fleet.</param>
/// <param name="State"><c>Active</c>, <c>Joining</c>, <c>Fenced</c>, <c>Leaving</c>, <c>Released</c>.</param>
/// <param name="Roles">What it is beside a worker: <c>coordinator</c>, <c>ingest</c>.</param>
/// <param name="Shards">How many shards it owns.</param>
/// <param name="Gaining">How many are to come to it.</param>
/// <param name="Losing">How many of its own are to go.</param>
/// <param name="Ingests">The kinds it lists and watches for all.</param>
/// <param name="Seen">The epoch of the last map it has seen, by its Lease.</param>
/// <param name="Acknowledged">The epoch up to which it has given away what it was to.</param>
/// <param name="LeaseRemainingSeconds">How long its Lease is good for, by its own clock; null if it has not answered for itself.</param>
/// <param name="Version">The version of its program; null as above.</param>
/// <param name="StartedAt">When it started; null as above.</param>
/// <param name="Problem">Why it is not ready; null if it is, or as above.</param>
/// <param name="Weight">How many shards it is to own, in proportion to the others.</param>
internal sealed record MemberInfo(
    string Name, string? Address, string State, IReadOnlyList<string> Roles, int Shards, int Gaining, int Losing, IReadOnlyList<string> Ingests, long Seen, long Acknowledged,
    double? LeaseRemainingSeconds, string? Version, DateTimeOffset? StartedAt, string? Problem, int Weight = 1);

/// <summary>Something that has become of the fleet.</summary>
/// <param name="Time">When.</param>
/// <param name="Replica">Who saw it.</param>
/// <param name="Type"><c>Joined</c>, <c>Active</c>, <c>Fenced</c>, <c>Expelled</c>, <c>Leading</c>, <c>TookLease</c>, <c>MapUnusable</c>, <c>MapTooNew</c>, <c>ShardCountDiffers</c>, <c>MapUsable</c>, <c>CannotOwn</c>, <c>Left</c>, <c>MapChanged</c>, <c>Missing</c>.</param>
/// <param name="Message">What, for people.</param>
internal sealed record ClusterEvent(DateTimeOffset Time, string Replica, string Type, string Message);

/// <summary>The shards.</summary>
/// <param name="Asked">The replica that answers.</param>
/// <param name="Epoch">The epoch of the map; 0 outside of a fleet.</param>
/// <param name="Items">Each shard, by number.</param>
/// <param name="Missing">Who has not said how many objects its shards have.</param>
internal sealed record ShardsAnswer(string Asked, long Epoch, IReadOnlyList<ShardInfo> Items, IReadOnlyList<MissingReplica> Missing);

/// <summary>A shard.</summary>
/// <param name="Shard">Its number, from 0.</param>
/// <param name="Owner">Who works on its objects; null for nobody.</param>
/// <param name="Next">To whom it moves; null if it stays.</param>
/// <param name="OrderedAt">The epoch at which that move was ordered; null if it stays.</param>
/// <param name="Objects">How many objects it has; null where its owner was not asked.</param>
internal sealed record ShardInfo(int Shard, string? Owner, string? Next, long? OrderedAt, int? Objects);

/// <summary>What is listed and watched.</summary>
/// <param name="Asked">The replica that answers.</param>
/// <param name="Items">Each kind of each replica that has answered.</param>
/// <param name="Missing">Who has not.</param>
internal sealed record IngestAnswer(string Asked, IReadOnlyList<IngestInfo> Items, IReadOnlyList<MissingReplica> Missing);

/// <summary>A kind that a replica lists and watches.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="Kind">The kind, with its group.</param>
/// <param name="Id">Its name with namespace and selectors, unique on the replica.</param>
/// <param name="ReadAt"><c>apiserver</c>, or the replica that reads it for all.</param>
/// <param name="IsSynced">Whether all there was has been told once.</param>
/// <param name="Activity"><c>List</c>, <c>Watch</c> or <c>Wait</c>.</param>
/// <param name="Objects">How many objects are held.</param>
/// <param name="ResourceVersion">The version up to which everything is known; empty if nothing is followed.</param>
/// <param name="LagSeconds">How long ago the last word about it came, be it a bookmark: what is held may be that old; null if none has come.</param>
/// <param name="LastEventAt">When that was.</param>
/// <param name="Problem">What went wrong last, if it has not worked since.</param>
/// <param name="Uses">For whom it is read, such as <c>database (Primary)</c>.</param>
internal sealed record IngestInfo(
    string Replica, string Kind, string Id, string ReadAt, bool IsSynced, string Activity, int Objects, string ResourceVersion, double? LagSeconds, DateTimeOffset? LastEventAt,
    string? Problem, IReadOnlyList<string> Uses);
