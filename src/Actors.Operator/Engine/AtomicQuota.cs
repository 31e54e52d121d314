using System.Runtime.CompilerServices;
using Actors.Kernel;

namespace Actors.Engine;

/// <summary>A quota that any thread may use: one number, twice what is in use and whether it is watched.</summary>
internal sealed class AtomicQuota(int max) : Quota
{
    private const int Watched = 1;
    private const int One = 2;

#pragma warning disable CS0169, IDE0051 // Keeps the state on a cache line of its own: quotas are made together and used by all processors.
    private readonly Gap _before;
    private int _state;
    private readonly Gap _behind;
#pragma warning restore CS0169, IDE0051

    public override int Max => max;

    public override int Taken => Volatile.Read(ref _state) / One;

    public override bool TryTake() => TryTake(Watched);

    public override bool TryTakeForWaiting() => TryTake(0);

    public override bool GiveBack()
    {
        var left = Interlocked.Add(ref _state, -One);
        Invariant.Holds(left >= 0, "More was given back than taken");
        return (left & Watched) != 0;
    }

    public override void Watch(bool isWatched)
    {
        if (isWatched) Interlocked.Or(ref _state, Watched);
        else Interlocked.And(ref _state, ~Watched);
    }

    private bool TryTake(int hindrance)
    {
        var seen = Volatile.Read(ref _state);
        while ((seen & hindrance) == 0 && seen / One < max)
        {
            var was = Interlocked.CompareExchange(ref _state, seen + One, seen);
            if (was == seen) return true;
            seen = was;
        }

        return false;
    }

    [InlineArray(8)]
    private struct Gap
    {
        private long _first;
    }
}
