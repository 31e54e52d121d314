using Actors.Kernel;

namespace Actors.Engine;

/// <summary>
/// A quota that any thread may use. What is left of it lies in several places, one for each processor, so that processors that take and give back all the time do not pass one cache line to
/// and fro, which takes longer than all else of a reconcile that has nothing to do. Whoever finds nothing in its own place looks in the others; each has a mark that says whether the quota
/// is watched.
/// </summary>
internal sealed class AtomicQuota : Quota
{
    private const int Watched = 1;
    private const int One = 2;

    /// <summary>From one place to the next, two cache lines apart as processors fetch them in pairs.</summary>
    private const int Stride = 128 / sizeof(int);

    private readonly int[] _left;
    private readonly int _places;

    public AtomicQuota(int max)
    {
        Max = max;
        _places = Environment.ProcessorCount;
        _left = new int[(_places + 1) * Stride];
        for (var place = 0; place < _places; place++) At(place) = One * ((max / _places) + (place < max % _places ? 1 : 0));
    }

    public override int Max { get; }

    public override int Taken
    {
        get
        {
            var taken = Max;
            for (var place = 0; place < _places; place++) taken -= Volatile.Read(ref At(place)) / One;
            return taken;
        }
    }

    public override bool TryTake() => TryTake(Watched);

    public override bool TryTakeForWaiting() => TryTake(0);

    public override bool GiveBack() => (Interlocked.Add(ref At(Own), One) & Watched) != 0;

    public override void Watch(bool isWatched)
    {
        for (var place = 0; place < _places; place++)
        {
            if (isWatched) Interlocked.Or(ref At(place), Watched);
            else Interlocked.And(ref At(place), ~Watched);
        }
    }

    private int Own => (int)((uint)Thread.GetCurrentProcessorId() % (uint)_places);

    // The first line belongs to the array's length.
    private ref int At(int place) => ref _left[(place + 1) * Stride];

    private bool TryTake(int hindrance)
    {
        var own = Own;
        for (var step = 0; step < _places; step++)
        {
            ref var left = ref At((own + step) % _places);
            var seen = Volatile.Read(ref left);
            while (seen >= One)
            {
                if ((seen & hindrance) != 0) return false;
                var was = Interlocked.CompareExchange(ref left, seen - One, seen);
                if (was == seen) return true;
                seen = was;
            }
        }

        return false;
    }
}
