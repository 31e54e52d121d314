using Actors.Kernel;

namespace Actors.Ingest.Tests;

/// <summary>
/// One life of a list and watch against a server that changes and a network that fails, in virtual time and decided by one seed. Throws where a promise is
/// broken.
/// </summary>
internal sealed class ListWatchRun
{
    private const int AttemptsPerMinuteMax = 30;
    private readonly VirtualTime _time = new();
    private readonly Random _random;
    private readonly FakeApiServer _server;
    private readonly FakeFaults _faults;
    private readonly FakeNetwork _network;
    private readonly ViewChecker _checker;
    private readonly ListWatchOptions _options;
    private readonly ListWatch _machine;
    private readonly Queue<Instant> _attempts = new();
    private readonly int _names;
    private readonly List<string>? _trace;
    private ListWatchAction? _carriedOut;
    private (Instant At, int Count) _actions;

    private ListWatchRun(int seed, List<string>? trace)
    {
        _trace = trace;
        _random = new Random(seed);
        _names = _random.Next(1, 13);
        _options = DrawOptions();
        var traits = FakeTraits.Draw(_random);
        _server = new FakeApiServer(_random, _names, traits.KnowsShards ? _options.Shards : null);
        _faults = new FakeFaults(_random);
        _network = new FakeNetwork(_time, _random, _server, traits, _faults);
        _checker = new ViewChecker(_server, _options.Shards, Trace);
        Trace($"{traits}\n{_faults}\n{_options}");
        for (var count = _random.Next(20); count > 0; count--) _server.Change();
        _machine = new ListWatch(_options, _checker, _random, _time.Now);
        CarryOut();
    }

    /// <summary>Lives one life.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="trace">Is given all that happens; null for speed.</param>
    public static void Live(int seed, List<string>? trace = null)
    {
        var run = new ListWatchRun(seed, trace);
        run.LiveThroughFaults();
        run.Settle();
        run.FollowPromptly();
    }

    /// <summary>Tells the outcome of what was asked for. False if it is not wanted any more.</summary>
    public bool Tell(ListWatchAction asked, Action<ListWatch> outcome)
    {
        if (asked != _machine.Action) return false;
        outcome(_machine);
        CarryOut();
        return asked == _machine.Action;
    }

    private ListWatchOptions DrawOptions()
    {
        var half = _random.Next(2) == 0 ? new HashRange(0, 1UL << 63) : new HashRange(1UL << 63, 0);
        return new ListWatchOptions
        {
            PageSize = _random.Next(6),
            UseStreamingList = _random.Next(2) == 0,
            Jitter = _random.Next(2),
            Shards = _random.Next(3) == 0 ? new ShardSelector(ShardField.Uid, half) : null,
        };
    }

    private void LiveThroughFaults()
    {
        var end = _time.Now + TimeSpan.FromMinutes(_random.Next(1, 16));
        while (_time.Now < end)
        {
            Pass(DrawPause());
            if (_faults.Strikes(Fault.Refused)) _network.Refuse();
            Disturb();
        }

        _faults.HaveEnded = true;
        Trace("faults have ended");
    }

    /// <summary>Faults are over, time goes on: all must be known.</summary>
    private void Settle()
    {
        for (var changes = _random.Next(10); changes > 0; changes--)
        {
            Pass(DrawPause());
            Disturb();
        }

        Pass(TimeSpan.FromMinutes(20));
        CheckView();
        Check(_checker.Syncs > 0 && _machine.HasSynced, "was never synced");
    }

    /// <summary>Whoever is well again hears of a change at once.</summary>
    private void FollowPromptly()
    {
        for (var changes = 0; changes < 5; changes++)
        {
            Pass(TimeSpan.FromSeconds(_random.Next(200)));
            Disturb();
            Pass(TimeSpan.FromSeconds(5));
            CheckView();
        }
    }

    private TimeSpan DrawPause() => TimeSpan.FromSeconds(_random.Next(3) switch
    {
        0 => _random.NextDouble() * 0.1,
        1 => _random.NextDouble() * 5,
        _ => _random.NextDouble() * 60,
    });

    private void Disturb()
    {
        if (_random.Next(8) == 0) _server.Compact();
        if (_random.Next(4) == 0) _server.ChangeOfAnotherKind();
        for (var count = _random.Next(5); count > 0; count--) _server.Change();
        _network.Wake();
    }

    private void Pass(TimeSpan duration)
    {
        var end = _time.Now + duration;
        while (_machine.Deadline <= end || _time.Next <= end)
        {
            if (_time.Next is not { } next || _machine.Deadline < next) MeetDeadline();
            else _time.RunNext();
        }

        _time.PassUntil(end);
    }

    private void MeetDeadline()
    {
        _time.PassUntil(_machine.Deadline!.Value);
        _machine.OnDeadline(_time.Now);
        CarryOut();
    }

    private void CarryOut()
    {
        while (_carriedOut != _machine.Action)
        {
            _carriedOut = _machine.Action;
            _actions = _actions.At == _time.Now ? (_time.Now, _actions.Count + 1) : (_time.Now, 1);
            Check(_actions.Count < _names + 10, "asks again and again without waiting");
            Begin(_carriedOut);
        }
    }

    private void Begin(ListWatchAction action)
    {
        switch (action)
        {
            case ListPageAction page:
                Trace($"list limit={page.Limit} continue={page.Continue}");
                if (page.Continue.Length == 0) CountAttempt();
                _network.Ask(page, this);
                break;
            case WatchAction watch:
                Trace($"watch {watch.ResourceVersion} initial={watch.SendInitialEvents}");
                CountAttempt();
                _network.Open(watch, this);
                break;
            default:
                CheckWait();
                break;
        }
    }

    private void CountAttempt()
    {
        _attempts.Enqueue(_time.Now);
        while (_time.Now - _attempts.Peek() > TimeSpan.FromMinutes(1)) _attempts.Dequeue();
        Check(_attempts.Count <= AttemptsPerMinuteMax, $"asks more than {AttemptsPerMinuteMax} times a minute");
    }

    private void CheckWait()
    {
        var wait = _machine.Deadline!.Value - _time.Now;
        Trace($"wait {wait}");
        var wanted = _checker.LastFailure?.RetryAfter ?? TimeSpan.Zero;
        var max = _options.MaxBackoff * (1 + _options.Jitter);
        Check(wait >= wanted && wait >= _options.MinBackoff, $"waits {wait}, less than it must");
        Check(wait <= max || wait == wanted, $"waits {wait}, more than it may");
    }

    private void CheckView()
    {
        Check(_checker.EqualsServer(), "what was told is not what the server holds");
        Check(_machine.Objects.Count == _checker.View.Count, "more or less is held than was told");
        foreach (var held in _machine.Objects)
            Check(_checker.View.TryGetValue(held.Name, out var told) && told == held, $"{held} is held and was not told");
    }

    private void Check(bool isSo, string otherwise) => ViewChecker.Check(isSo, $"{otherwise} ({_time.Now})");

    private void Trace(string line) => _trace?.Add($"{_time.Now} v{_server?.Version} {line}");
}
