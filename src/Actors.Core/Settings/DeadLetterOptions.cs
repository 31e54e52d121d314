namespace Actors.Settings;

/// <summary>What the log says of messages that reached nobody. They are counted in any case.</summary>
public sealed record DeadLetterOptions
{
    /// <summary>
    /// How many are logged before logging is suspended. 0 to 1,000,000, where 0 (<c>off</c>) logs none and <see cref="int.MaxValue"/> (<c>on</c>) logs all;
    /// default 10. <c>akka.log-dead-letters</c>
    /// </summary>
    public int Logged { get; init; } = 10;

    /// <summary>
    /// How long logging is then suspended. 1 s to 1 d, or <see cref="TimeSpan.MaxValue"/> (<c>infinite</c>); default 5 min.
    /// <c>akka.log-dead-letters-suspend-duration</c>
    /// </summary>
    public TimeSpan SuspendDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether they are logged while the system stops. Default false, other than Akka.NET's: what a stop leaves behind is no fault.
    /// <c>akka.log-dead-letters-during-shutdown</c>
    /// </summary>
    public bool LoggedDuringShutdown { get; init; }

    internal DeadLetterOptions Read(SettingsReader reader) => new()
    {
        Logged = reader.Count("akka.log-dead-letters", Logged, 1_000_000),
        SuspendDuration = reader.DurationOrInfinite("akka.log-dead-letters-suspend-duration", SuspendDuration, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        LoggedDuringShutdown = reader.Bool("akka.log-dead-letters-during-shutdown", LoggedDuringShutdown),
    };
}
