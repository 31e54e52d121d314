using Actors.Cluster;
using Actors.Kernel;
using Actors.Reconciling;

namespace Actors.Operators.Fleet;

/// <summary>
/// Knows until when this replica may act for what it owns. What is done for an object runs under its <see cref="Ownership"/>, which goes with it wherever the author's code goes
/// (tasks, threads, timers), so that <see cref="FenceHandler"/> can ask with each request. What runs under slots of limits by key acts only as long as those are good, too.
/// </summary>
internal sealed class Fence(TimeProvider time)
{
    private static readonly AsyncLocal<Permission?> Ambient = new();

    private readonly Lock _gate = new();
    private volatile Limit? _limit;
    private volatile Dictionary<KeySlot, long> _slots = [];
    private long _slotsNumber;

    /// <summary>Under what the caller acts; null for what is not done for an object.</summary>
    public static Permission? Current => Ambient.Value;

    /// <summary>Whether something may be done under a permission now.</summary>
    public bool IsOpen(Permission permission)
    {
        var now = time.GetTimestamp();
        return _limit is { } limit && limit.Ownership == permission.Ownership && now < limit.End && AreGood(permission, now);
    }

    /// <summary>Lets through what is done under an ownership until then, and nothing under another one.</summary>
    /// <param name="ownership">The one that counts from now on.</param>
    /// <param name="until">Until when, by the clock <paramref name="now"/> reads.</param>
    /// <param name="now">The clock of the actors.</param>
    public void Keep(Ownership ownership, Instant until, Func<Instant> now)
    {
        _limit = new Limit(ownership, EndOf(until, now), now);
    }

    /// <summary>Lets through what is done under these slots until then, and under others only as long as they were good when that began.</summary>
    public void KeepSlots(KeepSlots keep, Func<Instant> now)
    {
        var ends = keep.Until.ToDictionary(static one => one.Key, one => EndOf(one.Value, now));
        lock (_gate)
        {
            if (keep.Number > _slotsNumber) (_slotsNumber, _slots) = (keep.Number, ends);
        }
    }

    /// <summary>Has effects run under their ownership; those that have none any more end as cancelled without having begun.</summary>
    public Func<TEffect, CancellationToken, Task<object>> Guard<TEffect>(Func<TEffect, CancellationToken, Task<object>> run)
        where TEffect : OwnedEffect => async (effect, cancellation) =>
    {
        if (_limit is not { } limit) return new EffectCancelled(effect);
        var permission = new Permission(effect.Ownership, effect.Slots, effect.Slots is { } slots ? EndOf(slots.Until, limit.Now) : 0);
        if (!IsOpen(permission)) return new EffectCancelled(effect);

        // An asynchronous method has what it sets to itself and what it calls.
        Ambient.Value = permission;
        return await run(effect, cancellation).ConfigureAwait(false);
    };

    /// <summary>First this clock and then the other one: a process that is stopped in between ends earlier, not later.</summary>
    private long EndOf(Instant until, Func<Instant> now)
    {
        var read = time.GetTimestamp();
        return read + (long)((until - now()).TotalSeconds * time.TimestampFrequency);
    }

    private bool AreGood(Permission permission, long now)
    {
        if (permission.Slots is not { } held || now < permission.SlotsEnd) return true;
        var kept = _slots;
        foreach (var slot in held.Keys)
        {
            if (!kept.TryGetValue(slot, out var end) || now >= end) return false;
        }

        return true;
    }

    private sealed record Limit(Ownership Ownership, long End, Func<Instant> Now);
}

/// <summary>What something is done under for an object.</summary>
/// <param name="Ownership">Of the object.</param>
/// <param name="Slots">Of limits by key; null for none that can run out.</param>
/// <param name="SlotsEnd">Until when those were good when it began, by the clock of the fence.</param>
internal sealed record Permission(Ownership Ownership, HeldSlots? Slots = null, long SlotsEnd = 0);
