using Actors.Cluster;
using Actors.Kernel;

namespace Actors.Reconciling.Tests;

/// <summary>
/// Desks of several replicas whose clocks drift and whose messages are late, overtake each other and get lost, while owners change: whose map they learn at different times. Hotter than the
/// simulator of whole replicas: all that happens is about one key.
/// </summary>
public sealed class KeyLimitsTests
{
    [Fact]
    public void No_more_run_than_may_whatever_becomes_of_messages_and_owners_and_in_the_end_all_have_run()
    {
        for (var seed = 1; seed <= 40; seed++) new Run(seed).Check();
    }

    private sealed class Run
    {
        private const int Replicas = 4;

        private static readonly TimeSpan Write = TimeSpan.FromSeconds(3.9);
        private static readonly LimitsFleet Fleet = new(static _ => throw new InvalidOperationException("nobody is told anything"), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));

        private readonly PriorityQueue<Action, (TimeSpan Time, int Order)> _events = new();
        private readonly List<Replica> _replicas = [];
        private readonly Random _random;
        private readonly int _seed;
        private readonly int _max;
        private readonly double _loss;
        private readonly HashSet<(string, string)> _broken = [];
        private TimeSpan _now = TimeSpan.FromSeconds(100);
        private ShardMap _map = new(1, [new ShardPlace("0")], new Dictionary<string, string>());
        private int _order;
        private int _running;
        private int _waiting;
        private bool _isCalm;

        public Run(int seed)
        {
            (_seed, _random) = (seed, new Random(seed));
            _max = _random.Next(1, 4);
            _loss = _random.Next(3) * 0.15;
            for (var name = 0; name < Replicas; name++) _replicas.Add(new Replica(this, $"{name}", 0.98 + (0.04 * _random.NextDouble())));
            foreach (var replica in _replicas) replica.Learn(isFenced: false);
        }

        public void Check()
        {
            After(TimeSpan.FromSeconds(20 * _random.NextDouble()), ChangeOwner);
            After(TimeSpan.FromSeconds(20 * _random.NextDouble()), Break);
            foreach (var replica in _replicas) replica.Look();
            for (var object1 = 0; object1 < 60; object1++)
            {
                var (who, replica) = ($"u{object1}", _replicas[_random.Next(Replicas)]);
                After(TimeSpan.FromSeconds(100 * _random.NextDouble()), () => replica.Ask(who));
            }

            RunUntil(TimeSpan.FromSeconds(200));
            _isCalm = true;
            for (var end = 250; end <= 2000 && _running + _waiting > 0; end += 50) RunUntil(TimeSpan.FromSeconds(end));
            Assert.True((_running, _waiting) == (0, 0), $"seed {_seed}: {_running} run and {_waiting} wait in the end");
        }

        private void RunUntil(TimeSpan end)
        {
            while (_events.TryPeek(out var happens, out var at) && at.Time <= end)
            {
                _events.Dequeue();
                _now = at.Time;
                happens();
            }
        }

        private void After(TimeSpan delay, Action happens) => _events.Enqueue(happens, (_now + delay, ++_order));

        private void Send(string from, string to, Action arrive)
        {
            if (!_isCalm && (_broken.Contains((from, to)) || _random.NextDouble() < _loss)) return;
            var isLate = !_isCalm && _random.Next(20) == 0;
            After(TimeSpan.FromSeconds((isLate ? 14 : 0.02) * _random.NextDouble()), arrive);
        }

        private void Break()
        {
            var link = ($"{_random.Next(Replicas)}", $"{_random.Next(Replicas)}");
            if (link.Item1 != link.Item2) _broken.Add(link);
            After(TimeSpan.FromSeconds(40 * _random.NextDouble()), () => _broken.Remove(link));
            After(TimeSpan.FromSeconds(20 * _random.NextDouble()), Break);
        }

        /// <summary>The present owner has stopped, by its fence or because it has let go, before there is a map that names another.</summary>
        private void ChangeOwner()
        {
            if (_isCalm) return;
            var owner = _replicas[int.Parse(_map.Shards[0].Owner!, System.Globalization.CultureInfo.InvariantCulture)];
            owner.Learn(isFenced: true);
            _map = new ShardMap(_map.Epoch + 1, [new ShardPlace($"{_random.Next(Replicas)}")], _map.Ingests);
            foreach (var replica in _replicas) After(TimeSpan.FromSeconds((_random.Next(4) == 0 ? 12 : 1) * _random.NextDouble()), () => replica.Learn(isFenced: false));
            After(TimeSpan.FromSeconds(60 * _random.NextDouble()), ChangeOwner);
        }

        private sealed class Replica(Run run, string name, double speed)
        {
            private readonly PermitDesk<string> _desk = new(new PlainQuota(3), new Dictionary<WorkClass, int>(), TimeSpan.FromMinutes(1), isInFleet: true);
            private readonly KeyDesk _owned = new(Fleet.Duration);
            private readonly HashSet<string> _cancelled = [];
            private KeyHolder<string>? _created;

            private KeyHolder<string> Holder => _created ??= new KeyHolder<string>(_desk, Fleet);

            private Instant Now => new((long)(run._now.Ticks * speed));

            public void Learn(bool isFenced)
            {
                var all = run._replicas.Select(static one => one.Name).ToHashSet();
                var assigned = new KeysAssigned(Name, isFenced ? null : new Instant(long.MaxValue), run._map, 0, all.ToDictionary(static one => one), all);
                Holder.Assign(assigned);
                _owned.Assign(assigned, Now);
                Tell();
            }

            private string Name => name;

            public void Look()
            {
                End(Holder.Look(Now));
                _owned.Look(Now);
                var (awaited, epoch) = _owned.Awaited;
                foreach (var other in awaited)
                {
                    run.Send(Name, other, () => run.Find(other).Do(one =>
                    {
                        if (one.Holder.Claim(new AskHeldKeys(Name, epoch)) is { } claim) run.Send(other, Name, () => Do(owner => owner._owned.Claim(claim, owner.Now)));
                    }));
                }

                Tell();
                run.After(Fleet.LookInterval / speed, Look);
            }

            public void Ask(string who) => Do(one =>
            {
                run._waiting++;
                ConcurrencyLimit[] limits = run._random.Next(4) == 0 ? [new("k", run._max), new("other", 1)] : [new("k", run._max)];
                one._desk.Ask(who, WorkClass.Event, null, limits, one.Now);
            });

            private void Do(Action<Replica> act)
            {
                act(this);
                Tell();
            }

            private void Tell()
            {
                while (_desk.TryGrant(Now, out var granted)) Begin(granted);
                foreach (var (owner, want) in Holder.TakeWants(Now)) run.Send(Name, owner, () => run.Find(owner).Do(one => one._owned.Want(want, one.Now)));
                foreach (var (replica, given) in _owned.TakeAnswers()) run.Send(Name, replica, () => run.Find(replica).Do(one => one.End(one.Holder.Take(given, one.Now))));
            }

            private void Begin(string who)
            {
                run._waiting--;
                run._running++;
                Assert.True(run._running <= run._max, $"seed {run._seed}: {run._running} run at {run._now}");
                run.After(TimeSpan.FromSeconds((run._random.Next(10) == 0 ? 40 : 2) * run._random.NextDouble()), () => Over(who));
            }

            /// <summary>What has to end may have a write under way, but no more than one.</summary>
            private void End(IReadOnlyList<string> all)
            {
                foreach (var who in all.Where(_cancelled.Add)) run.After(Write * run._random.NextDouble(), () => Over(who));
            }

            private void Over(string who)
            {
                if (!_desk.Return(who)) return;
                run._running--;
                _cancelled.Remove(who);
                Tell();
            }
        }

        private Replica Find(string name) => _replicas[name[0] - '0'];
    }
}
