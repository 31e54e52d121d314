using Actors.Load.Fleets;

namespace Actors.Load.Scenarios;

/// <summary>How a scenario is to run.</summary>
internal sealed record LoadOptions
{
    /// <summary>The server; null for one in a process of its own.</summary>
    public Uri? Server { get; init; }

    public required int Resources { get; init; }

    public required int Replicas { get; init; }

    public required int Rate { get; init; }

    public required int Seconds { get; init; }

    public required int WarmUp { get; init; }

    public required int Rounds { get; init; }

    public required TimeSpan Work { get; init; }

    public required double Failing { get; init; }

    /// <summary>Who is measured, one after the other in each round.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>Whether operators keep a ledger, in SQLite.</summary>
    public bool HasLedger { get; init; }

    public TimeSpan Duration => TimeSpan.FromSeconds(Seconds);

    public FleetPlan PlanOf(string subject, Uri server, bool isShared, double failing) => new(subject, server, isShared, Work, failing, HasLedger, Replicas);
}
