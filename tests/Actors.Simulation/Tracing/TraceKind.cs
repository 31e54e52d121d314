namespace Actors.Simulation;

/// <summary>What happened. The numbers are part of every trace hash.</summary>
public enum TraceKind : byte
{
    // Machines and links.
    Booted = 1,
    Crashed,
    Paused,
    Resumed,
    LinkBroken,
    LinkHealed,

    // Messages between machines: Sent, then Dropped by the link, Lost because nobody is there, or Arrived.
    Sent,
    Dropped,
    Lost,
    Arrived,

    // Messages on a machine: Told when they come into the mailbox, Received when the behaviour gets them.
    Told,
    Received,
    DeadLetter,
    Unhandled,
    TimerFired,

    // The life of an actor, as its behaviour sees it; Ended when the kernel says that it and all below it has stopped.
    Spawned,
    PreStart,
    PreRestart,
    PostRestart,
    PostStop,
    Ended,

    // Failures: Threw where it happened, then what was decided.
    Threw,
    FailureResumed,
    FailureRestarted,
    FailureStopped,
    FailureEscalated,
    FailureIgnored,
    Fatal,

    // Effects.
    EffectBegun,
    EffectCancelled,
    EffectEnded,
    EffectUnheard,

    /// <summary>What an actor or a simulated world reports for the checkers.</summary>
    Reported,
}
