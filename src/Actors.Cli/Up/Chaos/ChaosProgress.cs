namespace Actors.Cli.Up.Chaos;

/// <summary>How far the chaos is.</summary>
internal enum ChaosPhase
{
    /// <summary>Everything is made ready.</summary>
    Preparing,

    /// <summary>There are changes and faults.</summary>
    Faults,

    /// <summary>There are no more of either, and everything is to become as wanted.</summary>
    Settling,

    /// <summary>All replicas end, and what they have done is judged.</summary>
    Judging,
}

/// <summary>How the chaos gets on.</summary>
/// <param name="Phase">How far it is.</param>
/// <param name="Left">How long the phase lasts at most.</param>
/// <param name="Changes">How often a Database was created, changed or deleted meanwhile.</param>
/// <param name="Unsettled">How much was not as wanted when somebody last looked; null before.</param>
/// <param name="Events">All that was done to replicas so far.</param>
internal sealed record ChaosProgress(ChaosPhase Phase, TimeSpan Left, long Changes, int? Unsettled, IReadOnlyList<ChaosEvent> Events)
{
    public int Count(ChaosAction action) => Events.Count(one => one.Action == action);
}
