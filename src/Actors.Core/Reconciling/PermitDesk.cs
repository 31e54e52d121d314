using System.Diagnostics.CodeAnalysis;
using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>
/// Gives permits to run, within a limit for all and limits by key. Who needs several keys gets all or none, and holds nothing while waiting, so there is no
/// deadlock. Who waits for a key holds up nobody who does not need it.
/// </summary>
/// <typeparam name="T">Who asks; compared by its equality.</typeparam>
internal sealed class PermitDesk<T>
    where T : notnull
{
    private readonly FairQueue<Request> _queue;
    private readonly Dictionary<T, Request> _requests = [];
    private readonly Dictionary<string, Key> _keys = new(StringComparer.Ordinal);
    private readonly Queue<Request> _heldUp = [];
    private int _running;
    private long _asked;

    public PermitDesk(int maxConcurrent, IReadOnlyDictionary<WorkClass, int> weights, TimeSpan patience)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrent, 1);
        (MaxConcurrent, _queue) = (maxConcurrent, new FairQueue<Request>(weights, patience));
    }

    public int MaxConcurrent { get; }

    public int Running => _running;

    public int Waiting => _requests.Count - _running;

    /// <summary>Keys that somebody runs or waits under. The others are forgotten.</summary>
    public IReadOnlyCollection<string> Keys => _keys.Keys;

    /// <summary>The keys with how many run and wait under each.</summary>
    public IEnumerable<LimitUsage> Usages => _keys.Values.Select(static key => new LimitUsage(key.Name, key.Max, key.Running, key.Parked.Count));

    /// <summary>How many run and how many wait that have named a key, whatever they wait for.</summary>
    public (int Running, int Waiting) Requests(string key) => _keys.TryGetValue(key, out var state) ? (state.Running, state.Users - state.Running) : default;

    /// <summary>How many run and how many wait under a key.</summary>
    public (int Running, int Waiting) Usage(string key) => _keys.TryGetValue(key, out var state) ? (state.Running, state.Parked.Count) : default;

    /// <summary>Asks for a permit. Whoever has one, or waits for one, asks for nothing more.</summary>
    public void Ask(T who, WorkClass work, IReadOnlyList<ConcurrencyLimit> limits, Instant now)
    {
        if (_requests.ContainsKey(who)) return;
        var request = new Request(who, work, [.. limits.Select(Join)], now, _asked++);
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
        while (_running < MaxConcurrent && _queue.TryTake(now, out var waiting))
        {
            var request = waiting.Item;
            var wokenBy = request.WokenBy;
            EndWake(request);
            var full = Array.Find(request.Keys, static key => key.Running >= key.Max);
            if (full is null) Begin(request);
            else Park(request, full);

            // Whoever was called for a key and must wait for another leaves the room to the next.
            if (wokenBy is not null) Wake(wokenBy);
            if (full is not null) continue;
            granted = request.Who;
            return true;
        }

        granted = default;
        return false;
    }

    private void Begin(Request request)
    {
        request.IsRunning = true;
        _running++;
        foreach (var key in request.Keys) key.Running++;
    }

    private void End(Request request)
    {
        _running--;
        foreach (var key in request.Keys) key.Running--;
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
        if (!_keys.TryGetValue(limit.Key, out var key)) _keys.Add(limit.Key, key = new Key(limit.Key));
        key.Max = limit.Max;
        key.Users++;
        return key;
    }

    private void Leave(Key key)
    {
        if (--key.Users == 0) _keys.Remove(key.Name);
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

    internal sealed class Key(string name)
    {
        public string Name => name;

        public int Max { get; set; }

        public int Running { get; set; }

        public int Woken { get; set; }

        /// <summary>The requests that name it.</summary>
        public int Users { get; set; }

        public SortedSet<Request> Parked { get; } = [];
    }
}
