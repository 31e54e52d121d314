namespace Actors.Settings;

/// <summary>How actors share the threads.</summary>
public sealed record DispatcherOptions
{
    /// <summary>
    /// How many messages an actor may handle in one turn before others get theirs. 1 to 100,000; default 100.
    /// <c>akka.actor.default-dispatcher.throughput</c>
    /// </summary>
    public int Throughput { get; init; } = 100;

    /// <summary>
    /// How many actors may run at once. 0 to 1,024, where 0 is one for each processor; default 0.
    /// <c>akka.actor.default-dispatcher.parallelism</c>
    /// </summary>
    public int Parallelism { get; init; }

    /// <summary>
    /// A behaviour that takes longer than this with one message is reported, if it does so by a tenth. 10 ms to 1 h; default 500 ms.
    /// <c>akka.actor.default-dispatcher.slow-behaviour-threshold</c>
    /// </summary>
    public TimeSpan SlowBehaviourThreshold { get; init; } = TimeSpan.FromMilliseconds(500);

    internal DispatcherOptions Read(SettingsReader reader) => new()
    {
        Throughput = reader.Int("akka.actor.default-dispatcher.throughput", Throughput, 1, 100_000),
        Parallelism = reader.Int("akka.actor.default-dispatcher.parallelism", Parallelism, 0, 1024),
        SlowBehaviourThreshold = reader.Duration(
            "akka.actor.default-dispatcher.slow-behaviour-threshold", SlowBehaviourThreshold, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)),
    };
}
