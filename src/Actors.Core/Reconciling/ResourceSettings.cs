using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>What the actors of all objects of a replica share.</summary>
/// <param name="Limits">Who gives permits to those who wait.</param>
/// <param name="Permits">The permits of the replica.</param>
internal sealed record ResourceSettings(ActorRef Limits, Permits Permits)
{
    /// <summary>
    /// How often objects that wait are told to look at the time; default 10 min. Who waits for longer than <see cref="Near"/> has no timer: one takes more memory than anything else an object
    /// has that is idle until its resync.
    /// </summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What is due by then has a timer. Twice as far as the next look, which may be late.</summary>
    public TimeSpan Near => 2 * LookEvery;
}
