using Actors.Kernel;

namespace Actors.Reconciling.Tests;

public sealed class PermitDeskTests
{
    private static readonly Dictionary<WorkClass, int> Weights = new() { [WorkClass.Event] = 6, [WorkClass.Retry] = 2, [WorkClass.Initial] = 3, [WorkClass.Resync] = 1 };

    private int _clock;

    [Fact]
    public void No_more_run_at_once_than_may()
    {
        var desk = Desk(2);
        foreach (var who in (string[])["a", "b", "c"]) Ask(desk, who);
        Assert.Equal(["a", "b"], GrantAll(desk));
        Assert.Equal((2, 1), (desk.Running, desk.Waiting));
        Assert.True(desk.Return("a"));
        Assert.Equal(["c"], GrantAll(desk));
        Assert.False(desk.Return("a"));
    }

    [Fact]
    public void Who_waits_for_a_key_holds_up_nobody_else()
    {
        var desk = Desk(10);
        Ask(desk, "a1", new ConcurrencyLimit("a", 1));
        Ask(desk, "a2", new ConcurrencyLimit("a", 1));
        Ask(desk, "b1", new ConcurrencyLimit("b", 1));
        Assert.Equal(["a1", "b1"], GrantAll(desk));
        Assert.Equal((1, 1), desk.Usage("a"));
        desk.Return("a1");
        Assert.Equal(["a2"], GrantAll(desk));
    }

    [Fact]
    public void Who_needs_several_keys_gets_all_or_none()
    {
        var desk = Desk(10);
        Ask(desk, "a", new ConcurrencyLimit("a", 1));
        Ask(desk, "ab", new ConcurrencyLimit("a", 1), new ConcurrencyLimit("b", 1));
        Ask(desk, "b", new ConcurrencyLimit("b", 1));
        Assert.Equal(["a", "b"], GrantAll(desk));
        desk.Return("a");
        Assert.Empty(GrantAll(desk));
        desk.Return("b");
        Assert.Equal(["ab"], GrantAll(desk));
    }

    [Fact]
    public void Who_must_wait_for_another_key_leaves_the_room_to_the_next()
    {
        var desk = Desk(10);
        Ask(desk, "a", new ConcurrencyLimit("a", 1));
        Ask(desk, "b", new ConcurrencyLimit("b", 1));
        Assert.Equal(["a", "b"], GrantAll(desk));
        Ask(desk, "ab", new ConcurrencyLimit("a", 1), new ConcurrencyLimit("b", 1));
        Ask(desk, "a2", new ConcurrencyLimit("a", 1));
        Assert.Empty(GrantAll(desk));
        desk.Return("a");
        Assert.Equal(["a2"], GrantAll(desk));
    }

    [Fact]
    public void A_limit_that_is_raised_lets_those_in_who_wait()
    {
        var desk = Desk(10);
        foreach (var who in (string[])["1", "2", "3"]) Ask(desk, who, new ConcurrencyLimit("a", 1));
        Assert.Equal(["1"], GrantAll(desk));
        Ask(desk, "4", new ConcurrencyLimit("a", 3));
        Assert.Equal(["2", "3"], GrantAll(desk));
    }

    [Fact]
    public void Keys_that_nobody_uses_are_forgotten()
    {
        var desk = Desk(1);
        Ask(desk, "1", new ConcurrencyLimit("a", 1), new ConcurrencyLimit("b", 1));
        Ask(desk, "2", new ConcurrencyLimit("a", 1));
        GrantAll(desk);
        desk.Return("2");
        Assert.Equal(["a", "b"], desk.Keys.Order(StringComparer.Ordinal));
        desk.Return("1");
        Assert.Empty(desk.Keys);
    }

    /// <summary>Against the rules themselves: never over a limit, never idle while somebody could run, and in the end everybody has run.</summary>
    [Fact]
    public void Random_requests_keep_to_every_limit_and_leave_no_room_unused()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var max = random.Next(1, 6);
            var desk = Desk<int>(max);
            var limits = Enumerable.Range(0, random.Next(1, 5)).Select(number => new ConcurrencyLimit($"k{number}", random.Next(1, 4))).ToArray();
            var waiting = new Dictionary<int, ConcurrencyLimit[]>();
            var running = new Dictionary<int, ConcurrencyLimit[]>();
            for (var step = 0; step < 400; step++)
            {
                var isLast = step >= 300;
                if (!isLast && random.Next(2) == 0)
                {
                    waiting[step] = [.. limits.Where(_ => random.Next(2) == 0)];
                    desk.Ask(step, (WorkClass)random.Next(4), null, waiting[step], new Instant(step));
                }
                else if (running.Count > 0 && random.Next(2) == 0)
                {
                    var ended = running.Keys.ElementAt(random.Next(running.Count));
                    running.Remove(ended);
                    Assert.True(desk.Return(ended));
                }
                else if (!isLast && waiting.Count > 0 && random.Next(4) == 0)
                {
                    var givenUp = waiting.Keys.ElementAt(random.Next(waiting.Count));
                    waiting.Remove(givenUp);
                    Assert.True(desk.Return(givenUp));
                }

                while (desk.TryGrant(new Instant(step), out var granted))
                {
                    Assert.True(waiting.Remove(granted, out var keys), $"seed {seed}");
                    running.Add(granted, keys!);
                }

                Assert.True(running.Count <= max, $"seed {seed}");
                Assert.All(limits, limit => Assert.True(Users(limit) <= limit.Max, $"seed {seed}: {limit.Key}"));
                var couldRun = running.Count < max && waiting.Values.Any(keys => keys.All(key => Users(key) < key.Max));
                Assert.False(couldRun, $"seed {seed}: somebody could run");
                Assert.Equal((running.Count, waiting.Count), (desk.Running, desk.Waiting));
            }

            while (running.Count > 0)
            {
                var ended = running.Keys.First();
                running.Remove(ended);
                desk.Return(ended);
                while (desk.TryGrant(new Instant(1000), out var granted))
                {
                    waiting.Remove(granted, out var keys);
                    running.Add(granted, keys!);
                }
            }

            Assert.Empty(waiting);
            Assert.Empty(desk.Keys);

            int Users(ConcurrencyLimit limit) => running.Values.Count(keys => keys.Contains(limit));
        }
    }

    /// <summary>As objects do: whoever can takes a permit past the desk, whoever cannot asks. The limits hold for all together, no room is left unused while somebody waits, and nobody takes past those.</summary>
    [Fact]
    public void Who_takes_past_the_desk_and_who_asks_keep_to_the_same_limits()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            ControllerSpec[] specs = [.. Enumerable.Range(0, 2).Select(number => new ControllerSpec { Name = $"{number}", Kind = default, MaxConcurrent = random.Next(1, 4) })];
            var permits = new Permits(random.Next(1, 6), specs, static max => new PlainQuota(max));
            var desk = new PermitDesk<int>(permits.All, Weights, TimeSpan.FromMinutes(1));
            var keys = specs.ToDictionary(static spec => spec, spec => desk.Share(spec.Name, permits[spec]));
            var passing = new Dictionary<int, ControllerSpec>();
            var waiting = new Dictionary<int, ControllerSpec>();
            var granted = new Dictionary<int, ControllerSpec>();
            for (var step = 0; step < 400; step++)
            {
                var isLast = step >= 300;
                var spec = specs[random.Next(specs.Length)];
                if (!isLast && random.Next(2) == 0)
                {
                    var mustWait = waiting.ContainsValue(spec) || permits.All.Taken == permits.All.Max;
                    if (permits.TryTake(permits[spec]))
                    {
                        Assert.False(mustWait, $"seed {seed}: somebody was passed by");
                        passing.Add(step, spec);
                    }
                    else
                    {
                        waiting.Add(step, spec);
                        desk.Ask(step, (WorkClass)random.Next(4), keys[spec], [], new Instant(step));
                    }
                }
                else if (passing.Count > 0 && random.Next(2) == 0)
                {
                    var (who, ended) = passing.ElementAt(random.Next(passing.Count));
                    passing.Remove(who);
                    if (permits.GiveBack(permits[ended])) desk.OnFreed();
                }
                else if (granted.Count > 0)
                {
                    var (who, _) = granted.ElementAt(random.Next(granted.Count));
                    granted.Remove(who);
                    Assert.True(desk.Return(who));
                }

                while (desk.TryGrant(new Instant(step), out var who))
                {
                    Assert.True(waiting.Remove(who, out var whose), $"seed {seed}");
                    granted.Add(who, whose!);
                }

                Assert.Equal(passing.Count + granted.Count, desk.Running);
                Assert.InRange(desk.Running, 0, permits.All.Max);
                Assert.All(specs, one => Assert.InRange(Running(one), 0, one.MaxConcurrent));
                Assert.All(specs, one => Assert.Equal(Running(one), permits[one].Taken));
                Assert.False(desk.Running < permits.All.Max && waiting.Values.Any(one => Running(one) < one.MaxConcurrent), $"seed {seed}: somebody could run");
            }

            while (granted.Count + passing.Count > 0)
            {
                foreach (var one in passing.Values.Where(one => permits.GiveBack(permits[one]))) desk.OnFreed();
                passing.Clear();
                foreach (var one in granted.Keys) desk.Return(one);
                granted.Clear();
                while (desk.TryGrant(new Instant(1000), out var who)) granted.Add(who, waiting[who]);
                foreach (var one in granted.Keys) waiting.Remove(one);
            }

            Assert.Empty(waiting);
            Assert.True(specs.All(one => permits.TryTake(permits[one])) || permits.All.Max < specs.Length, $"seed {seed}: permits are not free again");

            int Running(ControllerSpec one) => passing.Values.Count(spec => spec == one) + granted.Values.Count(spec => spec == one);
        }
    }

    private static PermitDesk<string> Desk(int max) => Desk<string>(max);

    private static PermitDesk<T> Desk<T>(int max)
        where T : notnull => new(new PlainQuota(max), Weights, TimeSpan.FromMinutes(1));

    private void Ask(PermitDesk<string> desk, string who, params ConcurrencyLimit[] limits) => desk.Ask(who, WorkClass.Event, null, limits, new Instant(_clock++));

    private List<string> GrantAll(PermitDesk<string> desk)
    {
        var granted = new List<string>();
        while (desk.TryGrant(new Instant(_clock), out var one)) granted.Add(one);
        return granted;
    }
}
