using Actors.Cluster;
using Actors.Kernel;
using Actors.Sharding;

namespace Actors.Reconciling;

/// <summary>
/// The keys this replica owns for the fleet: gives slots to replicas, one at a time to who has waited longest, and no more of a key than there are. A slot ends when it is given back, when the
/// replica that has it is silent for the duration, or with that replica's lease.
/// </summary>
/// <remarks>
/// A key is its owner's whose the shard of its hash is, so the map alone says who that is. Who comes to own a shard gives nothing of its keys until all replicas have said what they have of
/// them, or what a former owner may have given has run out.
/// </remarks>
internal sealed class KeyDesk(TimeSpan duration)
{
    private readonly Dictionary<string, Key> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Pause?> _owned = [];
    private readonly Dictionary<string, Dictionary<string, KeyGiven>> _answers = new(StringComparer.Ordinal);
    private IReadOnlyCollection<string> _holders = [];
    private string _replica = "";
    private Instant? _until;
    private long _epoch;
    private int _shards;
    private long _turns;

    /// <summary>Whether time alone will change something.</summary>
    public bool IsWaiting => _keys.Count > 0 || _owned.Values.Any(static pause => pause is not null);

    /// <summary>The keys in use with what all replicas have and want.</summary>
    public IEnumerable<LimitUsage> Usages => _keys.Select(one => new LimitUsage(one.Key, one.Value.Max, one.Value.Taken, one.Value.Holdings.Values.Sum(static holding => holding.Wanted)) { Owner = _replica });

    /// <summary>Whose answers are awaited before anything is given, and the epoch to ask them for.</summary>
    public (IReadOnlyCollection<string> Replicas, long Epoch) Awaited =>
        (_owned.Values.OfType<Pause>().SelectMany(static pause => pause.Awaited).ToHashSet(StringComparer.Ordinal), _epoch);

    /// <summary>Takes in what the map and the Leases say.</summary>
    public void Assign(KeysAssigned assigned, Instant now)
    {
        if (assigned.Replica != _replica) BeSomebodyElse(assigned.Replica);
        foreach (var gone in _holders.Except(assigned.Holders)) Forget(gone);
        (_until, _holders, _epoch, _shards) = (assigned.Until, assigned.Holders, assigned.Map?.Epoch ?? 0, assigned.Map?.Shards.Count ?? 0);
        for (var shard = 0; shard < _shards; shard++)
        {
            if (!IsOwn(assigned.Map!.Shards[shard], assigned.Acknowledged)) _owned.Remove(shard);
            else if (!_owned.ContainsKey(shard)) _owned.Add(shard, new Pause(_epoch, now + duration, [.. _holders, _replica]));
        }

        if (_shards == 0) _owned.Clear();
        foreach (var key in _keys.Keys.Where(key => !_owned.ContainsKey(ShardOf(key))).ToArray()) _keys.Remove(key);
        foreach (var pause in _owned.Values.OfType<Pause>()) pause.Awaited.RemoveWhere(one => one != _replica && !_holders.Contains(one));
        Look(now);
    }

    /// <summary>A replica says what it has and wants.</summary>
    public void Want(WantKeys want, Instant now)
    {
        if (!MayAct(now)) return;
        foreach (var wanted in want.Keys)
        {
            if (!_owned.TryGetValue(ShardOf(wanted.Key), out var pause)) continue;
            if (!_keys.TryGetValue(wanted.Key, out var key)) _keys.Add(wanted.Key, key = new Key());
            if (!key.Holdings.TryGetValue(want.Replica, out var holding)) key.Holdings.Add(want.Replica, holding = new Holding());
            if (wanted.Number < holding.Number) continue;

            // Only what a former owner has given can be unknown here: what has run out may be others' by now.
            holding.Slots = pause is null ? Math.Min(wanted.Held, holding.Slots) : wanted.Held;
            holding.Turn = wanted.Wanted == 0 ? 0 : holding.Wanted > 0 ? holding.Turn : ++_turns;
            (holding.Number, holding.Wanted, holding.Until, key.Max) = (wanted.Number, wanted.Wanted, now + duration, wanted.Max);
            Answer(want.Replica, wanted.Key, holding);
            if (holding is { Slots: 0, Wanted: 0 }) key.Holdings.Remove(want.Replica);
            Give(wanted.Key, key, now);
        }
    }

    /// <summary>A replica says all that former owners have given it.</summary>
    public void Claim(HeldKeys claim, Instant now)
    {
        foreach (var held in claim.Keys)
        {
            if (!_owned.TryGetValue(ShardOf(held.Key), out var pause) || pause is null) continue;
            if (!_keys.TryGetValue(held.Key, out var key)) _keys.Add(held.Key, key = new Key());
            if (!key.Holdings.TryGetValue(claim.Replica, out var holding)) key.Holdings.Add(claim.Replica, holding = new Holding());
            if (held.Number < holding.Number) continue;
            (holding.Number, holding.Slots, holding.Until, key.Max) = (held.Number, Math.Max(held.Held, holding.Slots), now + duration, held.Max);
        }

        foreach (var pause in _owned.Values.OfType<Pause>())
        {
            if (claim.Epoch >= pause.Epoch) pause.Awaited.Remove(claim.Replica);
        }

        Look(now);
    }

    /// <summary>Takes back what has run out, ends pauses that are over, and gives what there is.</summary>
    public void Look(Instant now)
    {
        foreach (var (shard, pause) in _owned.ToArray())
        {
            if (pause is not null && (pause.Awaited.Count == 0 || now >= pause.Until)) _owned[shard] = null;
        }

        foreach (var (name, key) in _keys.ToArray())
        {
            foreach (var silent in key.Holdings.Where(one => one.Value.Until <= now).Select(static one => one.Key).ToArray()) key.Holdings.Remove(silent);
            Give(name, key, now);
        }
    }

    /// <summary>What is to be told to replicas since this was asked last.</summary>
    public IReadOnlyList<(string Replica, KeysGiven Given)> TakeAnswers()
    {
        if (_answers.Count == 0) return [];
        (string, KeysGiven)[] all = [.. _answers.Select(one => (one.Key, new KeysGiven(_replica, [.. one.Value.Values])))];
        _answers.Clear();
        return all;
    }

    private bool MayAct(Instant now) => _until is { } until && now < until;

    /// <summary>What it has promised to let go of others may have had since, even if the map says it is its again.</summary>
    private bool IsOwn(ShardPlace place, long acknowledged) => place.Owner == _replica && (place.Next is null || place.OrderedAt > acknowledged);

    private int ShardOf(string key) => _shards == 0 ? -1 : ShardRange.ShardOf(key, _shards);

    private void BeSomebodyElse(string replica)
    {
        _replica = replica;
        _keys.Clear();
        _owned.Clear();
        _answers.Clear();
        _holders = [];
    }

    private void Forget(string replica)
    {
        foreach (var key in _keys.Values) key.Holdings.Remove(replica);
    }

    private void Give(string name, Key key, Instant now)
    {
        if (key.Holdings.Count == 0) _keys.Remove(name);
        if (!MayAct(now) || _owned[ShardOf(name)] is not null) return;
        for (var left = key.Max - key.Taken; left > 0 && key.Next is var (replica, holding); left--)
        {
            holding.Slots++;
            holding.Wanted--;
            holding.Turn = ++_turns;
            Answer(replica, name, holding);
        }
    }

    private void Answer(string replica, string key, Holding holding)
    {
        if (!_answers.TryGetValue(replica, out var answers)) _answers.Add(replica, answers = new Dictionary<string, KeyGiven>(StringComparer.Ordinal));
        answers[key] = new KeyGiven(key, holding.Number, holding.Slots);
    }

    /// <summary>Nothing of a shard's keys is given yet.</summary>
    /// <param name="epoch">Of the map that made it this replica's.</param>
    /// <param name="until">When all that a former owner has given has run out.</param>
    /// <param name="awaited">Who may have some and has not said what.</param>
    private sealed class Pause(long epoch, Instant until, HashSet<string> awaited)
    {
        public long Epoch => epoch;

        public Instant Until => until;

        public HashSet<string> Awaited => awaited;
    }

    /// <summary>A key that replicas have or want slots of.</summary>
    private sealed class Key
    {
        public int Max { get; set; }

        public Dictionary<string, Holding> Holdings { get; } = new(StringComparer.Ordinal);

        public int Taken => Holdings.Values.Sum(static holding => holding.Slots);

        /// <summary>Who has waited longest.</summary>
        public (string Replica, Holding Holding)? Next
        {
            get
            {
                (string Replica, Holding Holding)? next = null;
                foreach (var (replica, holding) in Holdings)
                {
                    if (holding.Wanted > 0 && (next is null || holding.Turn < next.Value.Holding.Turn)) next = (replica, holding);
                }

                return next;
            }
        }
    }

    /// <summary>What a replica has and wants of a key.</summary>
    private sealed class Holding
    {
        public long Number { get; set; }

        public int Slots { get; set; }

        public int Wanted { get; set; }

        /// <summary>Its place in line: lower is earlier. 0 if it wants nothing.</summary>
        public long Turn { get; set; }

        public Instant Until { get; set; }
    }
}
