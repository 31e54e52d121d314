#pragma warning disable CS1591
namespace Actors.Settings;
public sealed record DispatcherOptions { public int Throughput { get; init; } = 100; public int Parallelism { get; init; } public TimeSpan SlowBehaviourThreshold { get; init; } = TimeSpan.FromMilliseconds(500); }
public sealed record SchedulerOptions { public TimeSpan TickDuration { get; init; } = TimeSpan.FromMilliseconds(1); }
public sealed record MailboxOptions { public int StashCapacity { get; init; } = 1000; }
public sealed record DeadLetterOptions { public int Logged { get; init; } = 10; public TimeSpan SuspendDuration { get; init; } = TimeSpan.FromMinutes(5); }
public sealed record ShutdownOptions { public TimeSpan PhaseTimeout { get; init; } = TimeSpan.FromSeconds(5); }
public sealed record ActorSystemOptions { public DispatcherOptions Dispatcher { get; init; } = new(); public SchedulerOptions Scheduler { get; init; } = new(); public MailboxOptions Mailbox { get; init; } = new(); public DeadLetterOptions DeadLetters { get; init; } = new(); public ShutdownOptions Shutdown { get; init; } = new(); }
