namespace Actors.Cli.Up.Chaos;

/// <summary>What came of a run under faults.</summary>
internal sealed record ChaosVerdict
{
    public required int Seed { get; init; }

    /// <summary>How long there were faults.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How many Databases there are at the end.</summary>
    public required int Objects { get; init; }

    /// <summary>How often one was created, changed or deleted meanwhile.</summary>
    public required long Changes { get; init; }

    public required int Kills { get; init; }

    public required int Pauses { get; init; }

    public required int Stops { get; init; }

    /// <summary>How long after the last fault everything was as wanted; null if that did not come in time.</summary>
    public required TimeSpan? Settled { get; init; }

    /// <summary>What is not as somebody has asked for.</summary>
    public required IReadOnlyList<string> LostUpdates { get; init; }

    /// <summary>Reconciles of one object that ran at the same time.</summary>
    public required IReadOnlyList<string> DoubleReconciles { get; init; }

    /// <summary>Writes by a replica that did not own the object.</summary>
    public required IReadOnlyList<string> ForeignWrites { get; init; }

    /// <summary>How many reconciles were looked at for that.</summary>
    public required int ReconcilesSeen { get; init; }

    /// <summary>How many writes were.</summary>
    public required int WritesSeen { get; init; }

    /// <summary>The longest time that a shard was without an owner that works.</summary>
    public required TimeSpan LongestWithoutOwner { get; init; }

    public required long ShardMoves { get; init; }

    public required long MapUpdates { get; init; }

    /// <summary>Whether there was something to judge by: faults, reconciles, writes and maps.</summary>
    public bool HasEvidence => Kills + Pauses + Stops > 0 && ReconcilesSeen > 0 && WritesSeen > 0 && MapUpdates > 0;

    /// <summary>Whether nothing was done wrong.</summary>
    public bool IsGood => HasEvidence && LostUpdates.Count == 0 && DoubleReconciles.Count == 0 && ForeignWrites.Count == 0;
}
