using System.Diagnostics.CodeAnalysis;
using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>
/// Gives permits to run, within a limit for all and limits by key. Who needs several keys gets all or none, and holds nothing while waiting, so there is no
/// deadlock. Who waits for a key holds up nobody who does not need it. The limit for all and the keys that are shared are used past the desk too, by whoever comes while nobody waits.
/// </summary>
/// <typeparam name="T">Who asks; compared by its equality.</typeparam>
internal sealed class PermitDesk<T>
    where T : notnull
{
    private readonly FairQueue<Request> _queue;
    private readonly Dictionary<T, Request> _requests = [];
    private readonly Dictionary<string, Key> _keys = new(StringComparer.Ordinal);
    private readonly List<Key> _shared = [];
    private readonly Queue<Request> _heldUp = [];
    private readonly Quota _all;
    private int _granted;
    private long _asked;
    private bool _isClosed;

    public PermitDesk(Quota all, IReadOnlyDictionary<WorkClass, int> weights, TimeSpan patience)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(all.Max, 1);
        (_all, _queue) = (all, new FairQueue<Request>(weights, patience));
    }

    public int MaxConcurrent => _all.Max;

    /// <summary>How many run, whether they have asked here or not.</summary>
    public int Running => _all.Taken;

    public int Waiting => _requests.Count - _granted;

    /// <summary>Keys that somebody runs or waits under. The others are forgotten.</summary>
    public IReadOnlyCollection<string> Keys => _keys.Keys;

    /// <summary>The keys in use with how many run and wait under each.</summary>
    public IEnumerable<LimitUsage> Usages => _shared.Where(static key => key.Running + key.Parked.Count > 0).Concat(_keys.Values).Select(static key => key.Usage);

    /// <summary>How many wait that need a shared key, whatever they wait for.</summary>
    public int WaitingFor(Key shared) => _requests.Values.Count(request => !request.IsRunning && request.Keys.Contains(shared));

    /// <summary>How many run and how many wait under a key.</summary>
    public (int Running, int Waiting) Usage(string key) => _keys.TryGetValue(key, out var state) ? (state.Running, state.Parked.Count) : default;

    /// <summary>A key whose quota others use too.</summary>
    public Key Share(string name, Quota quota)
    {
        var key = new Key(name, quota);
        _shared.Add(key);
        return key;
    }

    /// <summary>Asks for a permit. Whoever has one, or waits for one, asks for nothing more.</summary>
    /// <param name="who">Who wants to run.</param>
    /// <param name="work">Why.</param>
    /// <param name="shared">The shared key it needs, if it needs one.</param>
    /// <param name="limits">The limits by key that hold for it.</param>
    /// <param name="now">Since when it waits.</param>
    public void Ask(T who, WorkClass work, Key? shared, IReadOnlyList<ConcurrencyLimit> limits, Instant now)
    {
        if (_requests.ContainsKey(who)) return;
        Key[] keys = shared is null ? [.. limits.Select(Join)] : [shared, .. limits.Select(Join)];
        var request = new Request(who, work, keys, now, _asked++);
        _requests.Add(who, request);
        request.Ticket = _queue.Add(request, work, now);

        // A limit that was raised has room for those who wait already.
        foreach (var key in request.Keys) Wake(key);
    }

    /// <summary>Gives a permit back, or up; false if there was none.</summary>
    public bool Return(T who)
    {
        if (!_requests.Remove(who, out var request)) return false;
        if (request.IsRunning) End(request);
        else if (request.ParkedAt is { } parkedAt) parkedAt.Parked.Remove(request);
        else _queue.Remove(request.Ticket);
        EndWake(request);
        foreach (var key in request.Keys) Leave(key);
        return true;
    }

    /// <summary>Takes the next who, since this was asked last, has come to wait for a key and still does.</summary>
    public bool TryTakeHeldUp(out (T Who, string Key) heldUp)
    {
        while (_heldUp.TryDequeue(out var request))
        {
            request.IsHeldUpTold = false;
            if (request.ParkedAt is not { } key) continue;
            heldUp = (request.Who, key.Name);
            return true;
        }

        heldUp = default;
        return false;
    }

    /// <summary>Takes the next who may run now.</summary>
    public bool TryGrant(Instant now, [MaybeNullWhen(false)] out T granted)
    {
        while (!_isClosed && _queue.Count > 0 && TryTake(_all))
        {
            _queue.TryTake(now, out var waiting);
            var request = waiting.Item;
            var wokenBy = request.WokenBy;
            EndWake(request);
            var full = TakeKeys(request);
            if (full is null)
            {
                request.IsRunning = true;
                _granted++;
            }
            else
            {
                _all.GiveBack();
                Park(request, full);
            }

            // Whoever was called for a key and must wait for another leaves the room to the next.
            if (wokenBy is not null) Wake(wokenBy);
            if (full is not null) continue;
            granted = request.Who;
            return true;
        }

        UnwatchUnwanted();
        granted = default;
        return false;
    }

    /// <summary>A permit was given back past the desk.</summary>
    public void OnFreed()
    {
        foreach (var key in _shared) Wake(key);
    }

    /// <summary>From now on nobody gets a permit, here or past the desk, and each that is given back is told.</summary>
    public void Close()
    {
        _isClosed = true;
        _all.Watch(true);
    }

    /// <summary>See <see cref="Quota"/> for why it tries twice.</summary>
    private static bool TryTake(Quota quota)
    {
        if (quota.TryTakeForWaiting()) return true;
        quota.Watch(true);
        return quota.TryTakeForWaiting();
    }

    /// <summary>Takes all keys of a request, or none: then the one that is full.</summary>
    private static Key? TakeKeys(Request request)
    {
        for (var at = 0; at < request.Keys.Length; at++)
        {
            if (TryTake(request.Keys[at].Quota)) continue;
            for (var taken = 0; taken < at; taken++) request.Keys[taken].Quota.GiveBack();
            return request.Keys[at];
        }

        return null;
    }

    private void End(Request request)
    {
        _granted--;
        _all.GiveBack();
        foreach (var key in request.Keys) key.Quota.GiveBack();
    }

    /// <summary>Where nobody waits any more, permits are taken past the desk again.</summary>
    private void UnwatchUnwanted()
    {
        if (_queue.Count == 0 && !_isClosed) _all.Watch(false);
        foreach (var key in _shared)
        {
            if (key.Parked.Count + key.Woken == 0) key.Quota.Watch(false);
        }
    }

    private void Park(Request request, Key full)
    {
        request.ParkedAt = full;
        full.Parked.Add(request);
        if (request.IsHeldUpTold) return;
        request.IsHeldUpTold = true;
        _heldUp.Enqueue(request);
    }

    private static void EndWake(Request request)
    {
        if (request.WokenBy is null) return;
        request.WokenBy.Woken--;
        request.WokenBy = null;
    }

    /// <summary>Puts as many back in line as a key has room for, those who have waited longest.</summary>
    private void Wake(Key key)
    {
        while (key.Running + key.Woken < key.Max && key.Parked.Min is { } next)
        {
            key.Parked.Remove(next);
            (next.ParkedAt, next.WokenBy) = (null, key);
            key.Woken++;
            next.Ticket = _queue.Add(next, next.Work, next.Since);
        }
    }

    private Key Join(ConcurrencyLimit limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit.Max, 1);
        if (!_keys.TryGetValue(limit.Key, out var key)) _keys.Add(limit.Key, key = new Key(limit.Key, new PlainQuota(limit.Max)));
        ((PlainQuota)key.Quota).Resize(limit.Max);
        key.Users++;
        return key;
    }

    private void Leave(Key key)
    {
        if (!_shared.Contains(key) && --key.Users == 0) _keys.Remove(key.Name);
        else Wake(key);
    }

    /// <summary>Somebody who runs, is in line, or is parked at a key that is full.</summary>
    internal sealed class Request(T who, WorkClass work, Key[] keys, Instant since, long number) : IComparable<Request>
    {
        public T Who => who;

        public WorkClass Work => work;

        public Key[] Keys => keys;

        public Instant Since => since;

        public bool IsRunning { get; set; }

        public FairQueue<Request>.Ticket Ticket { get; set; }

        public Key? ParkedAt { get; set; }

        /// <summary>Whether it is among those that are to be told that they wait for a key.</summary>
        public bool IsHeldUpTold { get; set; }

        /// <summary>The key at which it was parked, while it is back in line to try again.</summary>
        public Key? WokenBy { get; set; }

        public int CompareTo(Request? other) => other is null ? 1 : (since, number).CompareTo((other.Since, other.Number));

        private long Number => number;
    }

    internal sealed class Key(string name, Quota quota)
    {
        public string Name => name;

        public Quota Quota => quota;

        public int Max => quota.Max;

        public int Running => quota.Taken;

        public int Woken { get; set; }

        /// <summary>The requests that name it.</summary>
        public int Users { get; set; }

        public SortedSet<Request> Parked { get; } = [];

        public LimitUsage Usage => new(name, Max, Running, Parked.Count);
    }
}
