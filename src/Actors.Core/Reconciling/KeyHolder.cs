using Actors.Kernel;
using Actors.Sharding;

namespace Actors.Reconciling;

/// <summary>
/// Gets slots of keys that count across the fleet from their owners, for whoever waits at the desk of this replica, and gives them back. What it has it uses from before it last said so to the
/// owner, and was answered, for as long as it may rely on it. A slot is good for one run: whoever runs next asks anew, behind those of other replicas.
/// </summary>
/// <typeparam name="T">Who asks for permits at the desk.</typeparam>
internal sealed class KeyHolder<T>(PermitDesk<T> desk, LimitsFleet fleet)
    where T : notnull
{
    // Enough for a frame of the link, and far more than there are slots.
    private const int WantedMax = 1000;

    private readonly Dictionary<string, Held> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private KeysAssigned? _assigned;
    private long _number;
    private long _lives;
    private long _keeps;
    private bool _isExtended;

    /// <summary>Whether time alone will change something.</summary>
    public bool IsWaiting => _keys.Count > 0;

    /// <summary>Who owns a key; null if that is not known.</summary>
    public string? OwnerOf(string key) => _assigned?.Map is { } map ? map.Shards[ShardRange.ShardOf(key, map.Shards.Count)].Owner : null;

    /// <summary>Where a replica can be reached; null if that is not known.</summary>
    public string? AddressOf(string replica) => _assigned?.Addresses.GetValueOrDefault(replica);

    /// <summary>Takes in who owns what. A new owner is told what there is.</summary>
    public void Assign(KeysAssigned assigned)
    {
        if (_assigned?.Replica != assigned.Replica) LoseAll();
        _assigned = assigned;
        foreach (var (name, held) in _keys)
        {
            var owner = OwnerOf(name);
            if (owner == held.Owner) continue;
            (held.Owner, held.MustSay) = (owner, true);

            // What the former one says from now on is no answer.
            held.Number = ++_number;
            _changed.Add(name);
        }
    }

    /// <summary>What this replica has of the keys of one that has come to own them; null if it does not know as new a map.</summary>
    public HeldKeys? Claim(AskHeldKeys ask)
    {
        if (_assigned?.Map is not { } map || map.Epoch < ask.Epoch) return null;
        return new HeldKeys(_assigned.Replica, map.Epoch,
        [
            .. from one in _keys
               where one.Value.Owner == ask.Replica
               let key = desk.FindAcross(one.Key)
               where key is { Slots: > 0 } or { Running: > 0 }
               select new KeyWanted(one.Key, key.Limit, one.Value.Number, Math.Max(key.Slots, key.Running), 0),
        ]);
    }

    /// <summary>Takes in an owner's answer. Returns who has to end, as there are fewer slots than run.</summary>
    public IReadOnlyList<T> Take(KeysGiven answer, Instant now)
    {
        var ended = new List<T>();
        foreach (var given in answer.Keys)
        {
            if (!_keys.TryGetValue(given.Key, out var held) || held.Number != given.Number || held.Owner != answer.Replica) continue;
            if (held.SaidAt + fleet.GoodFor is var goodUntil && goodUntil <= now) continue;
            held.ToldWanted -= Math.Clamp(given.Slots - held.Told, 0, held.ToldWanted);
            (held.GoodUntil, held.IsAsking, held.Told, held.MustSay) = (goodUntil, false, given.Slots, false);
            _changed.Add(given.Key);
            if (desk.FindAcross(given.Key) is not { } key) continue;
            _isExtended |= key.Running > 0;
            key.IsAsking = false;
            desk.SetSlots(key, given.Slots);
            if (key.Running > given.Slots) ended.AddRange(desk.RunningUnder(key).Skip(given.Slots));
        }

        return ended;
    }

    /// <summary>What somebody who has got a permit runs under; null if it is under nothing that can run out.</summary>
    public HeldSlots? SlotsOf(T who)
    {
        var names = desk.AcrossOf(who);
        if (names.Count == 0) return null;
        var held = names.Select(name => (Slot: new KeySlot(name, _keys.TryGetValue(name, out var known) ? known.Life : 0), Until: known?.GoodUntil ?? default)).ToArray();
        return new HeldSlots([.. held.Select(static one => one.Slot)], held.Min(static one => one.Until));
    }

    /// <summary>Until when all that is run under is good, where that has become later for some of it since this was asked last; else null.</summary>
    public KeepSlots? TakeKept()
    {
        if (!_isExtended) return null;
        _isExtended = false;
        var running = _keys.Where(one => desk.FindAcross(one.Key) is { Running: > 0 });
        return new KeepSlots(++_keeps, running.ToDictionary(static one => new KeySlot(one.Key, one.Value.Life), static one => one.Value.GoodUntil));
    }

    /// <summary>Notes what has not been answered, is to be renewed, or has run out. Returns who has to end.</summary>
    public IReadOnlyList<T> Look(Instant now)
    {
        var ended = new List<T>();
        foreach (var (name, held) in _keys)
        {
            if (now - held.SaidAt >= (held.IsAsking ? fleet.SayAgain : fleet.RenewInterval)) (held.MustSay, _) = (true, _changed.Add(name));
            if (held.GoodUntil > now || desk.FindAcross(name) is not { Slots: > 0 } key) continue;
            ended.AddRange(desk.RunningUnder(key));
            held.Life = ++_lives;

            // Those count until they have ended, and nobody begins.
            desk.SetSlots(key, key.Running);
            _changed.Add(name);
        }

        return ended;
    }

    /// <summary>What is to be said to owners now.</summary>
    public IReadOnlyList<(string Owner, WantKeys Want)> TakeWants(Instant now)
    {
        _changed.UnionWith(desk.TakeChanged());
        if (_changed.Count == 0) return [];
        foreach (var name in _changed)
        {
            // Known of all before it is decided of any what is kept for who waits for another.
            if (desk.FindAcross(name) is { } key) key.IsAsking = !_keys.TryGetValue(name, out var held) || held.IsAsking || held.ToldWanted < Math.Min(key.Waiting, key.Limit);
        }

        var wants = new Dictionary<string, List<KeyWanted>>(StringComparer.Ordinal);
        foreach (var name in _changed.Order(StringComparer.Ordinal)) Say(name, now, wants);
        _changed.Clear();
        return [.. wants.Select(one => (one.Key, new WantKeys(_assigned!.Replica, one.Value)))];
    }

    private void Say(string name, Instant now, Dictionary<string, List<KeyWanted>> wants)
    {
        var key = desk.FindAcross(name);
        if (!_keys.TryGetValue(name, out var held))
        {
            if (key is null) return;
            _keys.Add(name, held = new Held { Owner = OwnerOf(name), Life = ++_lives });
        }

        // A slot that was never used is kept for who needs other permits too and is not refused them.
        var slots = key is null ? 0 : key.Running + Math.Clamp(key.Slots - key.Running, 0, desk.IsClosed ? 0 : key.Coming);
        var wanted = key is null || desk.IsClosed ? 0 : Math.Min(key.Waiting, WantedMax);
        held.Limit = key?.Limit ?? held.Limit;
        var isEnough = slots == held.Told && held.ToldWanted <= wanted && held.ToldWanted >= Math.Min(wanted, held.Limit);
        if (isEnough && slots + wanted == 0 && !held.IsAsking)
        {
            _keys.Remove(name);
            return;
        }

        if (isEnough && !held.MustSay) return;
        if (held.Owner is not { } owner || (owner != _assigned!.Replica && AddressOf(owner) is null))
        {
            if (slots + wanted == 0) _keys.Remove(name);
            return;
        }

        // Who does not answer when there is nothing to keep learns it when that runs out.
        if (slots + wanted == 0 && held.GoodUntil <= now && held.Told + held.ToldWanted == 0)
        {
            _keys.Remove(name);
            return;
        }

        (held.Number, held.SaidAt, held.Told, held.ToldWanted, held.IsAsking, held.MustSay) = (++_number, now, slots, wanted, true, false);
        if (key is not null) desk.SetSlots(key, slots);
        if (!wants.TryGetValue(owner, out var toOwner)) wants.Add(owner, toOwner = []);
        toOwner.Add(new KeyWanted(name, held.Limit, held.Number, slots, wanted));
    }

    /// <summary>It is another replica now, which has nothing.</summary>
    private void LoseAll()
    {
        foreach (var name in _keys.Keys)
        {
            if (desk.FindAcross(name) is { } key) desk.SetSlots(key, 0);
            _changed.Add(name);
        }

        _keys.Clear();
    }

    /// <summary>What is known of a key.</summary>
    private sealed class Held
    {
        public string? Owner { get; set; }

        public int Limit { get; set; } = 1;

        /// <summary>Of the last time anything was said of it: answers to anything else count for nothing.</summary>
        public long Number { get; set; }

        public Instant SaidAt { get; set; }

        /// <summary>Whether that has not been answered.</summary>
        public bool IsAsking { get; set; }

        /// <summary>Whether it is to be said though nothing has changed.</summary>
        public bool MustSay { get; set; }

        /// <summary>How many slots the owner thinks are held here, at most.</summary>
        public int Told { get; set; }

        /// <summary>How many the owner thinks are wanted.</summary>
        public int ToldWanted { get; set; }

        /// <summary>Another one each time what was held has run out.</summary>
        public long Life { get; set; }

        /// <summary>Until when those that it has are good.</summary>
        public Instant GoodUntil { get; set; }
    }
}
