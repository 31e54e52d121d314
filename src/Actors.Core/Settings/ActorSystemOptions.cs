namespace Actors.Settings;

/// <summary>The settings of an actor system. Immutable; made without a file, it has the defaults.</summary>
public sealed record ActorSystemOptions
{
    /// <summary>How actors share the threads.</summary>
    public DispatcherOptions Dispatcher { get; init; } = new();

    /// <summary>What waits for an actor.</summary>
    public MailboxOptions Mailbox { get; init; } = new();

    /// <summary>How timers are kept.</summary>
    public SchedulerOptions Scheduler { get; init; } = new();

    /// <summary>What the log says of messages that reached nobody.</summary>
    public DeadLetterOptions DeadLetters { get; init; } = new();

    /// <summary>How the system stops.</summary>
    public ShutdownOptions Shutdown { get; init; } = new();

    /// <summary>Takes the settings a reader has, with the values here for those it has not.</summary>
    internal ActorSystemOptions Read(SettingsReader reader) => new()
    {
        Dispatcher = Dispatcher.Read(reader),
        Mailbox = Mailbox.Read(reader),
        Scheduler = Scheduler.Read(reader),
        DeadLetters = DeadLetters.Read(reader),
        Shutdown = Shutdown.Read(reader),
    };
}
