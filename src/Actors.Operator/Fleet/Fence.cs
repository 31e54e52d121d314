using Actors.Cluster;
using Actors.Kernel;
using Actors.Reconciling;

namespace Actors.Operators.Fleet;

/// <summary>
/// Knows until when this replica may act for what it owns. What is done for an object runs under its <see cref="Ownership"/>, which goes with it wherever the author's code goes
/// (tasks, threads, timers), so that <see cref="FenceHandler"/> can ask with each request.
/// </summary>
internal sealed class Fence(TimeProvider time)
{
    private static readonly AsyncLocal<Ownership?> Ambient = new();

    private volatile Limit? _limit;

    /// <summary>Under what the caller acts; null for what is not done for an object.</summary>
    public static Ownership? Current => Ambient.Value;

    /// <summary>Whether something may be done under an ownership now.</summary>
    public bool IsOpen(Ownership ownership) => _limit is { } limit && limit.Ownership == ownership && time.GetTimestamp() < limit.End;

    /// <summary>Lets through what is done under an ownership until then, and nothing under another one.</summary>
    /// <param name="ownership">The one that counts from now on.</param>
    /// <param name="until">Until when, by the clock <paramref name="now"/> reads.</param>
    /// <param name="now">The clock of the actors.</param>
    public void Keep(Ownership ownership, Instant until, Func<Instant> now)
    {
        // First this clock and then the other one: a process that is stopped in between ends earlier, not later.
        var read = time.GetTimestamp();
        var left = until - now();
        _limit = new Limit(ownership, read + (long)(left.TotalSeconds * time.TimestampFrequency));
    }

    /// <summary>Has effects run under their ownership; those that have none any more end as cancelled without having begun.</summary>
    public Func<TEffect, CancellationToken, Task<object>> Guard<TEffect>(Func<TEffect, CancellationToken, Task<object>> run)
        where TEffect : OwnedEffect => async (effect, cancellation) =>
    {
        if (!IsOpen(effect.Ownership)) return new EffectCancelled(effect);

        // An asynchronous method has what it sets to itself and what it calls.
        Ambient.Value = effect.Ownership;
        return await run(effect, cancellation).ConfigureAwait(false);
    };

    private sealed record Limit(Ownership Ownership, long End);
}
