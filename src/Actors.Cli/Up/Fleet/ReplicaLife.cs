namespace Actors.Cli.Up.Fleet;

/// <summary>A life of a replica: one process.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Process">The process.</param>
/// <param name="ManagementPort">Where it answers.</param>
internal sealed record ReplicaLife(int Number, OperatorProcess Process, int ManagementPort)
{
    // 128 and the signal: it came before the operator had begun to listen for it.
    private const int EndedBySigterm = 143;

    /// <summary>Whether it has ended as it should after SIGTERM.</summary>
    public bool HasEndedInOrder => Process.Exited is { IsCompletedSuccessfully: true, Result: 0 or EndedBySigterm };
}
