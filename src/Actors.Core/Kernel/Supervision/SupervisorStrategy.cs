namespace Actors.Kernel;

/// <summary>What is to happen to a child that failed.</summary>
public enum Directive
{
    /// <summary>The child goes on with its next message; its state is trusted. One whose instance could not be made is stopped.</summary>
    Resume,

    /// <summary>The child is made anew, after the strategy's backoff; its mailbox is kept.</summary>
    Restart,

    /// <summary>The child is stopped.</summary>
    Stop,

    /// <summary>The failure is the parent's own: its parent decides about it.</summary>
    Escalate,
}

/// <summary>
/// How a parent deals with a child that failed (one for one: its siblings are not touched). Restarts are delayed by an exponential
/// backoff with jitter, so that an actor that always fails costs next to nothing.
/// </summary>
public sealed record SupervisorStrategy
{
    /// <summary>The default: <see cref="DefaultDecider"/>, restarts without limit.</summary>
    public static SupervisorStrategy Default { get; } = new();

    /// <summary>Chooses the directive for a failure; default <see cref="DefaultDecider"/>. If it throws, that is escalated.</summary>
    public Func<Exception, Directive> Decider { get; init; } = DefaultDecider;

    /// <summary>How many restarts in a row a child gets before it is stopped; default unlimited. 0 stops it at the first failure.</summary>
    public int MaxRestarts { get; init; } = int.MaxValue;

    /// <summary>The wait before the first restart, doubled at each further one; default 100 ms. Zero restarts at once, always.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait before jitter; default 30 s.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The share of the wait that chance may add, 0 to 1; default 0.2. Keeps children that failed together from coming back together.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>How long a child must run without failing until its restarts are forgotten; default 1 min.</summary>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Akka's default, with broken invariants added: a child that could not be made or did not handle <see cref="Terminated"/> is stopped, a broken
    /// invariant is escalated, all else restarts.
    /// </summary>
    public static Directive DefaultDecider(Exception failure) => failure switch
    {
        InvariantViolationException => Directive.Escalate,
        ActorInitializationException { InnerException: InvariantViolationException } => Directive.Escalate,
        ActorInitializationException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    };

    /// <summary>The wait before restart number <paramref name="restart"/> (from 1), with <paramref name="chance"/> between 0 and 1 for the jitter.</summary>
    internal TimeSpan BackoffBefore(int restart, double chance)
    {
        var doublings = Math.Min(restart - 1, 62);
        var ticks = Math.Min(MinBackoff.Ticks * Math.Pow(2, doublings), MaxBackoff.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (1 + (Jitter * chance))));
    }
}
