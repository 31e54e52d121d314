using Actors.Load.Records;

namespace Actors.Load.Fleets;

/// <summary>What one round of a scenario with one subject has shown.</summary>
internal sealed record RoundResult
{
    public required string Subject { get; init; }

    public required int Round { get; init; }

    /// <summary>How many changes were made.</summary>
    public required int Changes { get; init; }

    /// <summary>For how long they were made, in seconds: what is done to the fleet may go on.</summary>
    public required double Seconds { get; init; }

    /// <summary>From when a change was due to the begin of the first reconcile that has seen it.</summary>
    public required Latencies ToBegin { get; init; }

    /// <summary>From when a change was due to the end of the first reconcile that has seen it and succeeded.</summary>
    public required Latencies ToEnd { get; init; }

    /// <summary>How long reconciles took.</summary>
    public required Latencies Reconciles { get; init; }

    /// <summary>In the queue of the process, as the process says; of several the one that is worst at p99.</summary>
    public required Latencies Waits { get; init; }

    /// <summary>Processor time of all processes together while it was measured.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>The largest working set of all processes together.</summary>
    public required long WorkingSet { get; init; }

    /// <summary>What the fleet has asked of the API server from its start to the end; empty where the server does not say.</summary>
    public required IReadOnlyList<ApiFigure> Api { get; init; }

    /// <summary>The longest time a shard had no owner that works; null where nothing is shared.</summary>
    public required double? LongestGapSeconds { get; init; }

    /// <summary>How often a shard has come from one owner to another while it was measured.</summary>
    public required long Moves { get; init; }

    /// <summary>How often the shard map was written while it was measured.</summary>
    public required long MapUpdates { get; init; }

    /// <summary>Objects of which nobody has reconciled what is wanted last. Must be 0.</summary>
    public required int Lost { get; init; }

    /// <summary>Reconciles of an object while another of it ran. Must be 0.</summary>
    public required int Doubles { get; init; }

    public required IReadOnlyList<LatencySample> Latencies { get; init; }

    public required IReadOnlyList<Sample> Samples { get; init; }

    public required IReadOnlyList<string> Replicas { get; init; }

    public required IReadOnlyList<Mark> Marks { get; init; }
}

/// <summary>Requests of one verb.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Resource">Of what; empty for none.</param>
/// <param name="Requests">How many.</param>
/// <param name="Bytes">How much was sent.</param>
internal sealed record ApiFigure(string Verb, string Resource, long Requests, long Bytes);
