using System.Diagnostics.CodeAnalysis;
using Actors.Kernel;

namespace Actors.Reconciling;

/// <summary>
/// Gives permits to run, within a limit for all and limits by key. Who needs several keys gets all or none, and holds nothing while waiting, so there is no
/// deadlock. Who waits for a key holds up nobody who does not need it. The limit for all and the keys that are shared are used past the desk too, by whoever comes while nobody waits.
/// </summary>
/// <typeparam name="T">Who asks; compared by its equality.</typeparam>
internal sealed partial class PermitDesk<T>
    where T : notnull
{
    private readonly FairQueue<Request> _queue;
    private readonly Dictionary<T, Request> _requests = [];
    private readonly Dictionary<(string Name, bool IsAcross), Key> _keys = [];
    private readonly List<Key> _shared = [];
    private readonly Queue<Request> _heldUp = [];
    private readonly Quota _all;
    private readonly bool _isInFleet;
    private int _granted;
    private long _asked;

    /// <param name="all">The permits of the replica.</param>
    /// <param name="weights">The turns of each class of work.</param>
    /// <param name="patience">Who has waited this long goes first.</param>
    /// <param name="isInFleet">Whether limits of the fleet are others' to give: nobody runs under one before <see cref="SetSlots"/>. By default they are as those of the replica.</param>
    public PermitDesk(Quota all, IReadOnlyDictionary<WorkClass, int> weights, TimeSpan patience, bool isInFleet = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(all.Max, 1);
        (_all, _queue, _isInFleet) = (all, new FairQueue<Request>(weights, patience), isInFleet);
    }

    public int MaxConcurrent => _all.Max;

    /// <summary>How many run, whether they have asked here or not.</summary>
    public int Running => _all.Taken;

    public int Waiting => _requests.Count - _granted;

    /// <summary>Keys that somebody runs or waits under. The others are forgotten.</summary>
    public IReadOnlyCollection<string> Keys => [.. _keys.Values.Select(static key => key.Name)];

    /// <summary>Whether nobody gets a permit any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The keys in use with how many run and wait under each.</summary>
    /// <param name="ownerOf">The owner of a key that counts across the fleet.</param>
    public IEnumerable<LimitUsage> Usages(Func<string, string?> ownerOf) =>
        from key in _shared.Where(static key => key.Running + key.Waiting > 0).Concat(_keys.Values)
        select new LimitUsage(key.Name, key.Limit, key.Running, key.Waiting) { Owner = key.IsAcross ? ownerOf(key.Name) : null };

    /// <summary>How many wait that need a shared key, whatever they wait for.</summary>
    public int WaitingFor(Key shared) => _requests.Values.Count(request => !request.IsRunning && request.Keys.Contains(shared));

    /// <summary>How many run and how many wait under a key.</summary>
    public (int Running, int Waiting) Usage(string key) => _keys.TryGetValue((key, false), out var state) ? (state.Running, state.Waiting) : default;

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
        var keys = KeysOf(shared, limits);
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
        else if (request.ParkedAt is not null) Unpark(request);
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
        while (!IsClosed && _queue.Count > 0 && TryTake(_all))
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
        IsClosed = true;
        _all.Watch(true);
    }

    private Key[] KeysOf(Key? shared, IReadOnlyList<ConcurrencyLimit> limits)
    {
        if (limits.Count == 0) return shared is null ? [] : shared.Alone;
        var byKey = limits.Select(KeyOf).Distinct().OrderBy(static key => key.IsAcross).ThenBy(static key => key.Name, StringComparer.Ordinal).ToArray();
        foreach (var key in byKey) key.Users++;
        return shared is null ? byKey : [shared, .. byKey];
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
        foreach (var key in request.Keys)
        {
            key.Quota.GiveBack();
            if (key.IsAcross) Spend(key);
        }
    }

    /// <summary>Where nobody waits any more, permits are taken past the desk again.</summary>
    private void UnwatchUnwanted()
    {
        if (_queue.Count == 0 && !IsClosed) _all.Watch(false);
        foreach (var key in _shared)
        {
            if (key.Waiting + key.Woken == 0) key.Quota.Watch(false);
        }
    }

    private void Park(Request request, Key full)
    {
        request.ParkedAt = full;
        full.Parked.Add(request);
        if (full.IsAcross) NotePark(request, full, 1);
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

    private void Unpark(Request request)
    {
        var at = request.ParkedAt!;
        at.Parked.Remove(request);
        request.ParkedAt = null;
        if (at.IsAcross) NotePark(request, at, -1);
    }

    /// <summary>Puts as many back in line as a key has room for, those who have waited longest.</summary>
    private void Wake(Key key)
    {
        while (key.Running + key.Woken < key.Slots && key.Parked.Min is { } next)
        {
            Unpark(next);
            next.WokenBy = key;
            key.Woken++;
            next.Ticket = _queue.Add(next, next.Work, next.Since);
        }
    }

    private Key KeyOf(ConcurrencyLimit limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit.Max, 1);
        var isAcross = _isInFleet && limit.Scope == LimitScope.Fleet;
        var name = (limit.Key, isAcross);
        if (!_keys.TryGetValue(name, out var key)) _keys.Add(name, key = new Key(limit.Key, new PlainQuota(isAcross ? 0 : limit.Max), isAcross));
        key.Limit = limit.Max;
        if (isAcross) _changed.Add(limit.Key);
        else ((PlainQuota)key.Quota).Resize(limit.Max);
        return key;
    }

    private void Forget(Key key)
    {
        _keys.Remove((key.Name, key.IsAcross));
        _unused.Remove(key);
    }

    private void Leave(Key key)
    {
        if (key.IsAcross) _changed.Add(key.Name);
        if (!_shared.Contains(key) && --key.Users == 0) Forget(key);
        else Wake(key);
    }
}
