namespace Actors.Settings;

/// <summary>How timers are kept.</summary>
public sealed record SchedulerOptions
{
    /// <summary>
    /// How finely timers are told apart: one fires at the first tick not before its time. 1 ms to 1 s; default 1 ms. <c>akka.scheduler.tick-duration</c>
    /// </summary>
    public TimeSpan TickDuration { get; init; } = TimeSpan.FromMilliseconds(1);

    internal SchedulerOptions Read(SettingsReader reader) => new()
    {
        TickDuration = reader.Duration("akka.scheduler.tick-duration", TickDuration, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)),
    };
}
