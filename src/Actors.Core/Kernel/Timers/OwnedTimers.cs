namespace Actors.Kernel;

/// <summary>
/// The timers of one actor. A few are a list; more are indexed by key, so that thousands in one actor stay cheap and an actor with one pays for no
/// table. Timers that were cancelled stay in the list for the next that is set, until the wheel, which still holds them, comes to them.
/// </summary>
internal struct OwnedTimers
{
    private const int ListedMax = 8;

    /// <summary>Cancelled timers beyond this many go back to the host.</summary>
    private const int SparesMax = 4;

    // The first of the list, or an Index: one field in a million idle actors.
    private object? _timers;

    public readonly TimerNode? Find(object key)
    {
        if (_timers is Index index) return index.ByKey.GetValueOrDefault(key);
        for (var timer = (TimerNode?)_timers; timer is not null; timer = timer.NextOfOwner)
        {
            if (ReferenceEquals(timer.Key, key) || (timer.Key?.Equals(key) ?? false)) return timer;
        }

        return null;
    }

    /// <summary>A timer for a key that has none: a spare one, or a new one.</summary>
    public TimerNode Add(object key, ActorCell owner)
    {
        if (_timers is Index index) return AddIndexed(index, key, owner);
        var set = 0;
        TimerNode? spare = null;
        for (var listed = (TimerNode?)_timers; listed is not null; listed = listed.NextOfOwner)
        {
            if (listed.IsSet) set++;
            else spare = listed;
        }

        if (set == ListedMax) return AddIndexed(MakeIndex(), key, owner);
        if (spare is null)
        {
            spare = New(owner);
            spare.NextOfOwner = (TimerNode?)_timers;
            _timers = spare;
        }

        spare.Key = key;
        return spare;
    }

    /// <summary>Ends a timer that is set: it becomes a spare one.</summary>
    /// <returns>A timer too many, which is the caller's now; mostly null.</returns>
    public TimerNode? Cancel(TimerNode timer)
    {
        if (_timers is Index index)
        {
            index.ByKey.Remove(timer.Key!);
            timer.NextOfOwner = index.Spares;
            index.Spares = timer;
        }

        timer.Key = null;
        if (CountSpares(Spares) <= SparesMax) return null;
        Remove(timer);
        return timer;
    }

    /// <summary>Takes a timer out, set or spare; false if it is not among them any more.</summary>
    public bool Remove(TimerNode timer)
    {
        if (_timers is not Index index)
        {
            var first = (TimerNode?)_timers;
            var wasThere = Unchain(ref first, timer);
            _timers = first;
            return wasThere;
        }

        if (timer.Key is null) return Unchain(ref index.Spares, timer);
        if (!ReferenceEquals(index.ByKey.GetValueOrDefault(timer.Key), timer)) return false;
        return index.ByKey.Remove(timer.Key);
    }

    /// <summary>Takes any one out; null if there is none.</summary>
    public TimerNode? RemoveAny()
    {
        var any = Spares;
        if (any is null && _timers is Index index) any = index.ByKey.Values.FirstOrDefault();
        if (any is null) _timers = null;
        else Remove(any);
        return any;
    }

    private readonly TimerNode? Spares => _timers is Index index ? index.Spares : (TimerNode?)_timers;

    private static TimerNode AddIndexed(Index index, object key, ActorCell owner)
    {
        var timer = index.Spares;
        if (timer is null) timer = New(owner);
        else Unchain(ref index.Spares, timer);
        timer.Key = key;
        index.ByKey.Add(key, timer);
        return timer;
    }

    private static TimerNode New(ActorCell owner)
    {
        var timer = owner.Host.RentTimer();
        timer.Owner = owner;
        return timer;
    }

    private static int CountSpares(TimerNode? first)
    {
        var count = 0;
        for (var timer = first; timer is not null; timer = timer.NextOfOwner) count += timer.IsSet ? 0 : 1;
        return count;
    }

    private static bool Unchain(ref TimerNode? first, TimerNode timer)
    {
        ref var link = ref first;
        while (link is not null && !ReferenceEquals(link, timer)) link = ref link.NextOfOwner;
        if (link is null) return false;
        link = timer.NextOfOwner;
        timer.NextOfOwner = null;
        return true;
    }

    private Index MakeIndex()
    {
        var index = new Index();
        var timer = (TimerNode?)_timers;
        while (timer is not null)
        {
            var next = timer.NextOfOwner;
            timer.NextOfOwner = timer.IsSet ? null : index.Spares;
            if (timer.IsSet) index.ByKey.Add(timer.Key!, timer);
            else index.Spares = timer;
            timer = next;
        }

        _timers = index;
        return index;
    }

    private sealed class Index
    {
        public readonly Dictionary<object, TimerNode> ByKey = new(4 * ListedMax);
        public TimerNode? Spares;
    }
}
