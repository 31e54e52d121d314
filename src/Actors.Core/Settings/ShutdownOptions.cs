namespace Actors.Settings;

/// <summary>How the system stops.</summary>
public sealed record ShutdownOptions
{
    /// <summary>
    /// How long each top-level actor, with all below it, gets to stop before it is reported and left behind. 100 ms to 10 min; default 5 s.
    /// <c>akka.coordinated-shutdown.default-phase-timeout</c>
    /// </summary>
    public TimeSpan PhaseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    internal ShutdownOptions Read(SettingsReader reader) => new()
    {
        PhaseTimeout = reader.Duration(
            "akka.coordinated-shutdown.default-phase-timeout", PhaseTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)),
    };
}
