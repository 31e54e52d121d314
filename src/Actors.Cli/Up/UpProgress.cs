using Actors.Cli.Up.Chaos;
using Actors.Cli.Up.Fleet;
using Actors.Samples.Databases;

namespace Actors.Cli.Up;

/// <summary>A process of the operator, told once.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pid">Its first process.</param>
/// <param name="Log">The file for what it says.</param>
/// <param name="Url">Its management API, for the console.</param>
internal sealed record StartedOperator(string Name, int Pid, string Log, string Url);

/// <summary>What is there to look at, told once.</summary>
/// <param name="Server">The API server.</param>
/// <param name="Kubeconfig">The file by which kubectl finds it.</param>
/// <param name="Operators">The operator's processes.</param>
/// <param name="IsFleet">Whether they share their objects.</param>
/// <param name="SecretFile">What opens their management APIs; null where nothing is needed.</param>
/// <param name="Ledger">Where they remember what becomes of objects, for people; null if nowhere.</param>
internal sealed record UpStart(Uri Server, string Kubeconfig, IReadOnlyList<StartedOperator> Operators, bool IsFleet, string? SecretFile, string? Ledger);

/// <summary>A process of the operator has ended, by a kill or otherwise, and was started again.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ExitCode">Of the process that has ended.</param>
/// <param name="Pid">The new process.</param>
/// <param name="Url">Its management API, for the console.</param>
internal sealed record OperatorRestart(string Name, int ExitCode, int Pid, string Url);

/// <summary>How things stand.</summary>
/// <param name="Elapsed">Since the start.</param>
/// <param name="Wanted">How many Databases there are to be.</param>
/// <param name="Phases">How many there are, by phase.</param>
/// <param name="Operator">What the operator says of itself, all replicas together; null while none answers.</param>
/// <param name="ReconcilesPerSecond">Since the time before.</param>
internal sealed record UpProgress(TimeSpan Elapsed, int Wanted, PhaseCounts Phases, OperatorMetrics? Operator, double ReconcilesPerSecond)
{
    public bool IsReady => Phases[DatabasePhase.Ready] >= Wanted;

    /// <summary>Each replica of a fleet; none if there is no fleet.</summary>
    public IReadOnlyList<ReplicaProgress> Replicas { get; init; } = [];

    /// <summary>What was started again, the first time first.</summary>
    public IReadOnlyList<OperatorRestart> Restarts { get; init; } = [];

    /// <summary>What the shard map says; null if there is none.</summary>
    public FleetProgress? Map { get; init; }

    /// <summary>How the chaos gets on; null if there is none.</summary>
    public ChaosProgress? Chaos { get; init; }
}
