namespace Actors.Cli.Up.Chaos;

/// <summary>What <c>actors up --chaos</c> is to do.</summary>
/// <param name="Duration">How long there are faults; at least <see cref="DurationMin"/>.</param>
/// <param name="Seed">What decides which faults there are, and when.</param>
/// <param name="FaultsAtOnce">How many replicas may be down or paused at once, 1 or more.</param>
internal sealed record ChaosOptions(TimeSpan Duration, int Seed, int FaultsAtOnce)
{
    public static readonly TimeSpan DurationMin = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan DurationDefault = TimeSpan.FromMinutes(1);

    /// <summary>How many Databases to change each second, if nobody says.</summary>
    public const double ChurnDefault = 20;

    /// <summary>How many replicas there are, if nobody says.</summary>
    public const int ReplicasDefault = 3;
}
