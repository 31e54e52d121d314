using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>What agents say about what they do with their context, for the checkers to compare with what then happens to them.</summary>
internal static class Reports
{
    public sealed record Supervises(SupervisorStrategy Strategy);

    public sealed record NameRefused(string Name);

    public sealed record Watched(ActorRef Target);

    public sealed record Unwatched(ActorRef Target);

    public sealed record TimerSet(string Key, Tick Tick, Instant Deadline, TimeSpan Interval);

    public sealed record TimerCancelled(string Key, bool WasActive);

    public sealed record ReceiveTimeoutSet(TimeSpan? Timeout);

    public sealed record Stashed(object Message);

    public sealed record Unstashed;

    public sealed record Performed(Chore Chore);

    public sealed record Asked(AskTag Tag, Instant Deadline);
}
