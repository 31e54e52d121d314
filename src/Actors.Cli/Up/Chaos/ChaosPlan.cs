namespace Actors.Cli.Up.Chaos;

/// <summary>
/// Decides from a seed which faults there are and when. Each ends within the time there is, so that all replicas run at its end; no more replicas are disturbed at once than
/// are to be, where one counts as disturbed until it has had time to find its way back; and all sorts of faults come equally often.
/// </summary>
internal static class ChaosPlan
{
    /// <summary>How long a replica is left alone after a fault: it has to start, to join and to get shards.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan FirstMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GapMin = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan GapMax = TimeSpan.FromSeconds(4);
    private static readonly ChaosAction[] Faults = [ChaosAction.Kill, ChaosAction.Pause, ChaosAction.Stop];

    /// <summary>All that is done, in the order of time.</summary>
    /// <param name="options">The seed, how long, and how many at once.</param>
    /// <param name="replicas">To whom.</param>
    /// <param name="lease">How long a Lease is good.</param>
    public static IReadOnlyList<ChaosStep> Make(ChaosOptions options, IReadOnlyList<string> replicas, TimeSpan lease)
    {
        var chance = new Random(options.Seed);
        var busyUntil = replicas.ToDictionary(static name => name, static _ => TimeSpan.Zero, StringComparer.Ordinal);
        var bag = new Queue<ChaosAction>();
        var steps = new List<ChaosStep>();
        for (var at = Between(TimeSpan.Zero, FirstMax, chance); at < options.Duration; at += Between(GapMin, GapMax, chance))
        {
            // Drawn in any case, so that what is possible at one time does not change all that follows.
            if (bag.Count == 0) bag = new Queue<ChaosAction>(Shuffled(chance));
            var length = LengthOf(bag.Peek(), lease, chance);
            var free = replicas.Where(name => busyUntil[name] <= at).ToList();
            var chosen = chance.Next(replicas.Count);
            if (free.Count <= replicas.Count - options.FaultsAtOnce || at + length > options.Duration) continue;
            var (replica, fault) = (free[chosen % free.Count], bag.Dequeue());
            steps.Add(new ChaosStep(at, replica, fault));
            steps.Add(new ChaosStep(at + length, replica, fault == ChaosAction.Pause ? ChaosAction.Resume : ChaosAction.Start));
            busyUntil[replica] = at + length + Recovery;
        }

        return [.. steps.OrderBy(static step => step.At)];
    }

    private static ChaosAction[] Shuffled(Random chance)
    {
        var shuffled = (ChaosAction[])Faults.Clone();
        chance.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>A process that was killed comes back before its Lease is over, or after; one that stands still, after.</summary>
    private static TimeSpan LengthOf(ChaosAction fault, TimeSpan lease, Random chance) => fault switch
    {
        ChaosAction.Kill => Between(TimeSpan.FromSeconds(0.5), lease * 1.6, chance),
        ChaosAction.Pause => Between(lease * 1.1, lease * 2, chance),
        _ => Between(TimeSpan.FromSeconds(1), lease, chance),
    };

    private static TimeSpan Between(TimeSpan least, TimeSpan most, Random chance) => least + ((most - least) * chance.NextDouble());
}
