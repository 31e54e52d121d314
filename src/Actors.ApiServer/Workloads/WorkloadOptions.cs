namespace Actors.ApiServer;

/// <summary>
/// How the controllers and nodes of a cluster are simulated: workloads get their pods, and pods run, after these delays and with these failures. Annotations
/// of one pod go before them.
/// </summary>
public sealed record WorkloadOptions
{
    /// <summary>How many nodes there are from the start: <c>node-1</c> and so on. Default: 3; 0 or more.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>What all chance comes from: the same seed and times give the same delays and failures to objects of the same names. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>From a pod's creation until it has a node. Default: none.</summary>
    public TimeSpan ScheduleDelay { get; init; }

    /// <summary>From then until its containers run. Default: 1 second.</summary>
    public TimeSpan StartDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From then until it is ready. Default: 1 second.</summary>
    public TimeSpan ReadyDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long pods run that end, as those of jobs do. Default: 5 seconds.</summary>
    public TimeSpan RunTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From a pod's deletion until it is gone; never more than its grace period. Default: 1 second.</summary>
    public TimeSpan TerminationDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How much each delay may be shorter or longer by chance: 0.2, the default, for up to a fifth; 0 to 1.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>The share of starts of containers that fail, after which they are tried again later and later. Default: 0; 0 to 1.</summary>
    public double StartFailureRate { get; init; }

    /// <summary>The share of runs of pods that end, as those of jobs do, that end in failure. Default: 0; 0 to 1.</summary>
    public double RunFailureRate { get; init; }

    /// <summary>From a container's first failure to its next start; it doubles with each further failure, up to 5 minutes. Default: 10 seconds.</summary>
    public TimeSpan RestartBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a node renews its lease. Default: 10 seconds; infinite for never.</summary>
    public TimeSpan LeaseInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a node reports its status though nothing changed. Default: 5 minutes.</summary>
    public TimeSpan NodeStatusInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From a node's deletion until its pods are gone. Default: 40 seconds.</summary>
    public TimeSpan NodeLossDelay { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How long events are kept. Default: 1 hour.</summary>
    public TimeSpan EventLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether pods run as soon as they are made and go as soon as they are deleted: all delays none, without jitter.</summary>
    public static WorkloadOptions Immediate { get; } = new()
    {
        StartDelay = TimeSpan.Zero,
        ReadyDelay = TimeSpan.Zero,
        RunTime = TimeSpan.Zero,
        TerminationDelay = TimeSpan.Zero,
        Jitter = 0,
    };
}
