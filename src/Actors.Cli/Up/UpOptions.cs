using Actors.Cli.Up.Chaos;

namespace Actors.Cli.Up;

/// <summary>What <c>actors up</c> is to do.</summary>
internal sealed record UpOptions
{
    /// <summary>How many Databases to create, 0 or more.</summary>
    public required int Resources { get; init; }

    /// <summary>How many of them to change each second.</summary>
    public double ChurnPerSecond { get; init; }

    /// <summary>How many replicas of the operator there are, 1 or more. One is no fleet, unless there is chaos.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>The faults that are brought upon the replicas; null for none.</summary>
    public ChaosOptions? Chaos { get; init; }

    /// <summary>How to connect to the PostgreSQL database the operator's ledger is in; null for SQLite in a file of the run where there is one replica, and none where there are several.</summary>
    public string? Ledger { get; init; }

    /// <summary>Whether to end when all are ready.</summary>
    public bool ExitsWhenReady { get; init; }

    /// <summary>The API server's port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where to write the kubeconfig; null for a temporary file.</summary>
    public string? Kubeconfig { get; init; }
}
