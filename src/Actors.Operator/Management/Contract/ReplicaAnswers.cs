namespace Actors.Operators.Management;

/// <summary>The limits.</summary>
/// <param name="Asked">The replica that answers.</param>
/// <param name="Items">Those of each replica that has answered.</param>
/// <param name="Missing">Who has not.</param>
internal sealed record LimitsAnswer(string Asked, IReadOnlyList<LimitsInfo> Items, IReadOnlyList<MissingReplica> Missing);

/// <summary>The limits of a replica.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="Max">How many reconciles run at once.</param>
/// <param name="Running">How many do.</param>
/// <param name="Waiting">How many objects wait to.</param>
/// <param name="Controllers">The same by controller.</param>
/// <param name="Keys">The same by key, for the keys in use.</param>
internal sealed record LimitsInfo(string Replica, int Max, int Running, int Waiting, IReadOnlyList<LimitInfo> Controllers, IReadOnlyList<LimitInfo> Keys);

/// <summary>One limit.</summary>
internal sealed record LimitInfo(string Name, int Max, int Running, int Waiting);

/// <summary>Figures for a live view.</summary>
/// <param name="Asked">The replica that answers.</param>
/// <param name="Time">When.</param>
/// <param name="Replicas">Those of each replica that has answered.</param>
/// <param name="Slowest">The objects whose last, or present, reconcile took longest, at most 10.</param>
/// <param name="Failing">The objects that have failed most often in a row, at most 10.</param>
/// <param name="Missing">Who has not answered.</param>
internal sealed record TopAnswer(
    string Asked, DateTimeOffset Time, IReadOnlyList<TopReplica> Replicas, IReadOnlyList<ActorSummary> Slowest, IReadOnlyList<ActorSummary> Failing, IReadOnlyList<MissingReplica> Missing);

/// <summary>The figures of a replica.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="Shards">How many shards it owns.</param>
/// <param name="Objects">How many objects it has.</param>
/// <param name="Running">How many reconciles run.</param>
/// <param name="Waiting">How many objects wait to run.</param>
/// <param name="States">How many objects are in each state; states with none are left out.</param>
/// <param name="Reconciles">How many reconciles have ended since it started.</param>
/// <param name="Errors">How many of them have failed.</param>
/// <param name="ReconcilesPerSecond">Of the last seconds; null with the first answer.</param>
/// <param name="ErrorsPerSecond">The same for those that failed.</param>
/// <param name="IngestLagSeconds">How long ago the kind that is furthest behind had its last word; null if nothing is read.</param>
/// <param name="LeaseRemainingSeconds">How long its Lease is good for; null outside of a fleet.</param>
/// <param name="CpuSeconds">What its process has used of processors since it started.</param>
/// <param name="CpuUsage">The same per second of the last seconds: 1 is one processor; null with the first answer.</param>
/// <param name="MemoryBytes">What its process has of memory (working set).</param>
/// <param name="GcPauseSeconds">How long garbage collections have stopped it since it started.</param>
/// <param name="UptimeSeconds">How long it has run.</param>
internal sealed record TopReplica(
    string Replica, int Shards, int Objects, int Running, int Waiting, IReadOnlyDictionary<string, int> States, long Reconciles, long Errors, double? ReconcilesPerSecond,
    double? ErrorsPerSecond, double? IngestLagSeconds, double? LeaseRemainingSeconds, double CpuSeconds, double? CpuUsage, long MemoryBytes, double GcPauseSeconds, double UptimeSeconds);

/// <summary>What is logged from which level on.</summary>
/// <param name="Asked">The replica that answers.</param>
/// <param name="Levels">What was set here since the start, by category; the empty one is all that has none of its own.</param>
/// <param name="Missing">Who has not answered.</param>
internal sealed record LogLevelAnswer(string Asked, IReadOnlyDictionary<string, string> Levels, IReadOnlyList<MissingReplica> Missing);

/// <summary>What is in force on a replica.</summary>
/// <param name="Asked">The replica that answers.</param>
/// <param name="Settings">All options and settings; of secrets only where they are.</param>
/// <param name="Kinds">What it reconciles.</param>
internal sealed record ConfigAnswer(string Asked, IReadOnlyList<SettingInfo> Settings, IReadOnlyList<KindInfo> Kinds);

/// <summary>A setting.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Source">Where it comes from: <c>option</c>, <c>default</c>, <c>program</c>, or a place in a file, a variable of the environment or the command line.</param>
internal sealed record SettingInfo(string Key, string Value, string Source);

/// <summary>A kind that is reconciled; what routes accept as KIND is any of kind, plural and short names, in any case, with or without <c>.group</c>.</summary>
internal sealed record KindInfo(string Kind, string Group, string Version, string Plural, string Controller, IReadOnlyList<string> Owned, bool IsNamespaced);
