using Actors.Settings;

namespace Actors.Simulation;

/// <summary>
/// How a seed's fleet is set up, and which of its faults are extreme. Most seeds make few of them so: what is always there hides what needs its absence, and a step of the protocol
/// that matters for the length of a round trip only is tried by nothing but what lasts about that long. Two steps want several of them at once, which chance seldom brings together.
/// </summary>
internal sealed record FleetTraits
{
    /// <summary>In some seeds as near to what is refused at start as can be.</summary>
    public ClusterOptions Options { get; init; } = new();

    /// <summary>Whether each clock is as fast or as slow as any may be.</summary>
    public bool HasExtremeClocks { get; init; }

    /// <summary>How often replicas are told that something may have changed, though nothing has: they then see each renewal at once. Zero for never.</summary>
    public TimeSpan HintInterval { get; init; }

    /// <summary>The share of writes of Leases that are answered when their time is nearly over.</summary>
    public double LateAnswers { get; init; }

    /// <summary>The share of writes of Leases that come to the server when their time is nearly over, or a little later.</summary>
    public double LateRequests { get; init; }

    /// <summary>The share of writes of the map that take up to twice their time.</summary>
    public double LateMaps { get; init; }

    /// <summary>The share of an author's requests that take up to the whole write time-out.</summary>
    public double SlowWrites { get; init; } = 0.05;

    /// <summary>The share of the author's steps that take up to 40 s.</summary>
    public double LongSteps { get; init; } = 0.05;

    /// <summary>The share of reconciles that go on for up to 40 s when they are to end.</summary>
    public double Deafness { get; init; }

    /// <summary>The mean time between outages that end just as others act upon them; zero for never.</summary>
    public TimeSpan AmbushInterval { get; init; }

    /// <summary>The mean time between outages of the reads alone: who has one renews its Lease and hears of nothing. Zero for never.</summary>
    public TimeSpan BlindInterval { get; init; }

    /// <summary>The mean time between outages of all about Leases and map that last for one to two leases, while objects can be written; zero for never.</summary>
    public TimeSpan LossInterval { get; init; }

    /// <summary>Whether Leases are deleted by hand; otherwise the map is.</summary>
    public bool LosesLeases { get; init; }

    /// <summary>Whether users change something several times a second.</summary>
    public bool IsBusy { get; init; }

    public static FleetTraits Draw(Random random) => random.Next(6) switch
    {
        0 => DrawRace(random),
        1 => DrawComeback(random),
        _ => DrawAny(random),
    };

    /// <summary>Who has lost its Lease works and writes to the last moment, and others take over in the first.</summary>
    private static FleetTraits DrawRace(Random random) => new()
    {
        Options = random.Chance(0.2) ? new ClusterOptions() : DrawOptions(random),
        HasExtremeClocks = true,
        IsBusy = true,
        HintInterval = HintsOf(random),
        LateAnswers = random.Chance(0.5) ? 0.7 : 0,
        SlowWrites = 0.5,
        LossInterval = TimeSpan.FromSeconds(20),
    };

    /// <summary>Who was silent for a whole lease renews it while others act upon that.</summary>
    private static FleetTraits DrawComeback(Random random) => new()
    {
        IsBusy = true,
        HintInterval = HintsOf(random),
        LateMaps = 0.7,
        LateRequests = random.Chance(0.5) ? 0.5 : 0,
        SlowWrites = 0.3,
        LongSteps = 0.1,
        AmbushInterval = TimeSpan.FromSeconds(15),
    };

    private static FleetTraits DrawAny(Random random) => new()
    {
        Options = random.Chance(0.5) ? new ClusterOptions() : DrawOptions(random),
        HasExtremeClocks = random.Chance(0.5),
        HintInterval = Often(random) ? HintsOf(random) : TimeSpan.Zero,
        LateAnswers = Often(random) ? random.NextDouble() : 0,
        LateRequests = Often(random) ? random.NextDouble() : 0,
        LateMaps = Often(random) ? random.NextDouble() : 0.02,
        SlowWrites = Often(random) ? random.NextDouble() : 0.05,
        LongSteps = Often(random) ? 0.3 * random.NextDouble() : 0.05,
        Deafness = Often(random) ? random.NextDouble() : 0,
        AmbushInterval = Often(random) ? TimeSpan.FromSeconds(20) : TimeSpan.Zero,
        BlindInterval = Often(random) ? TimeSpan.FromSeconds(30) : TimeSpan.Zero,
        LosesLeases = random.Chance(0.5),
    };

    private static TimeSpan HintsOf(Random random) => random.Between(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1));

    private static bool Often(Random random) => random.Chance(0.3);

    private static ClusterOptions DrawOptions(Random random)
    {
        var lease = random.Between(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(20));
        var write = lease * (0.1 + (0.3 * random.NextDouble()));
        var deadline = (lease * ClusterOptions.LeaseShareUsed) - write;
        var interval = random.Between(TimeSpan.FromSeconds(1), deadline / 3);
        return new ClusterOptions
        {
            LeaseDuration = lease, WriteTimeout = write, RenewDeadline = deadline, RenewInterval = interval, OperationTimeout = (deadline - interval) / 2,
            HandoffTimeout = random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)), RebalanceInterval = random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(10)),
        };
    }
}
