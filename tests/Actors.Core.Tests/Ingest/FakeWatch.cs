using Actors.Objects;
using static Actors.Ingest.Tests.Databases;

namespace Actors.Ingest.Tests;

/// <summary>An open watch: one event after the other, with whatever goes wrong on the way.</summary>
internal sealed class FakeWatch
{
    private readonly FakeNetwork _network;
    private readonly WatchAction _action;
    private readonly ListWatchRun _run;
    private readonly Queue<WatchEvent> _initial = new();
    private int _position;
    private int _liveEventsBeforeEnd;
    private bool _owesEnd;
    private bool _isOver;
    private bool _isPlanned;

    public FakeWatch(FakeNetwork network, WatchAction action, ListWatchRun run)
    {
        (_network, _action, _run) = (network, action, run);
        if (action.SendInitialEvents) BeginWithAll();
        else if (VersionOf(action) < network.Server.Compacted) Error(410, "Expired");
        else BeginAt(VersionOf(action));
        if (!_isOver && network.Faults.Strikes(Fault.EndAtOnce)) EndAtOnce();
        network.Time.After(action.Timeout, End);
        if (network.Traits.SendsBookmarks) PlanBookmark();
        Wake();
    }

    public static ulong VersionOf(WatchAction action) => ulong.Parse(action.ResourceVersion, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>There may be something to send.</summary>
    public void Wake()
    {
        if (_isOver || _isPlanned) return;
        _isPlanned = true;
        _network.Time.After(_network.Latency, () =>
        {
            _isPlanned = false;
            if (!_isOver && SendNext()) Wake();
        });
    }

    /// <summary>The connection breaks.</summary>
    public void Cut() => Fail(new RequestFailure(0, "", "connection reset by peer"));

    private void BeginWithAll()
    {
        var all = _network.Server.Selected(_network.Server.Version).ToArray();
        _network.Random.Shuffle(all);
        foreach (var held in all) _initial.Enqueue(Added(held));
        _position = _network.Server.LogLength;
        _owesEnd = _network.Traits.Streaming == StreamingLists.Given;
        _liveEventsBeforeEnd = _network.Random.Next(4);
    }

    private void BeginAt(ulong version)
    {
        _position = _network.Server.PositionAfter(version);
        if (_network.Faults.Strikes(Fault.Replay)) _position = Math.Max(0, _position - _network.Random.Next(1, 6));
    }

    private void EndAtOnce()
    {
        if (_network.Traits.SendsBookmarks && _network.Random.Next(2) == 0) SendBookmark(isEnd: false);
        End();
    }

    /// <summary>Sends what comes next. False if there is nothing.</summary>
    private bool SendNext()
    {
        if (GoesWrong()) return false;
        if (_initial.TryDequeue(out var initial))
        {
            Send(initial);
            return true;
        }

        if (_owesEnd && (_liveEventsBeforeEnd == 0 || _position == _network.Server.LogLength))
        {
            _owesEnd = false;
            SendBookmark(isEnd: true);
            return true;
        }

        return SendChange();
    }

    private bool SendChange()
    {
        if (!TryTakeChange(out var change)) return false;
        if (_network.Faults.Strikes(Fault.Swap) && TryTakeChange(out var later)) Send(later);
        Send(change);
        if (_network.Faults.Strikes(Fault.Duplicate)) Send(change);
        return true;
    }

    private bool TryTakeChange(out WatchEvent change)
    {
        while (_position < _network.Server.LogLength)
        {
            var isSelected = _network.Server.TryGetChange(_position++, out change);
            if (!isSelected && _network.Traits.KnowsShards) continue;
            _liveEventsBeforeEnd = Math.Max(0, _liveEventsBeforeEnd - 1);
            return true;
        }

        change = default;
        return false;
    }

    private bool GoesWrong()
    {
        if (_network.Faults.Strikes(Fault.Cut)) Cut();
        else if (_network.Faults.Strikes(Fault.HalfOpen)) _isOver = true;
        else if (_network.Faults.Strikes(Fault.UnreadableEvent)) Fail(new RequestFailure(0, RequestFailure.Unreadable, "the end of a string"));
        else if (_network.Faults.Strikes(Fault.EndEarly)) End();
        else if (_network.Faults.Strikes(Fault.ErrorEvent)) SendError();
        return _isOver;
    }

    private void SendError()
    {
        switch (_network.Random.Next(4))
        {
            case 0:
                Error(410, "Expired");
                break;
            case 1:
                Error(500, "InternalError");
                break;
            case 2:
                Error(429, "TooManyRequests", retryAfterSeconds: _network.Random.Next(1, 40));
                break;
            default:
                Error(0, "");
                break;
        }
    }

    private void PlanBookmark() => _network.Time.After(TimeSpan.FromSeconds(60), () =>
    {
        if (_isOver) return;
        if (!_owesEnd && _initial.Count == 0 && _position == _network.Server.LogLength) SendBookmark(isEnd: false);
        PlanBookmark();
    });

    /// <summary>A bookmark of today, if all until today has been sent.</summary>
    private void SendBookmark(bool isEnd) =>
        Send(Bookmark(_position == _network.Server.LogLength ? _network.Server.Version : _network.Server.VersionAt(_position) - 1, isEnd));

    private void Error(int code, string reason, int? retryAfterSeconds = null)
    {
        Send(Databases.Error(code, reason, retryAfterSeconds));
        _isOver = true;
    }

    private void Send(WatchEvent happened)
    {
        if (!_isOver) Tell(machine => machine.OnWatchEvent(happened, _network.Time.Now));
    }

    private void End()
    {
        if (!_isOver) Tell(machine => machine.OnWatchEnded(_network.Time.Now));
        _isOver = true;
    }

    private void Fail(RequestFailure failure)
    {
        if (!_isOver) Tell(machine => machine.OnWatchFailed(failure, _network.Time.Now));
        _isOver = true;
    }

    private void Tell(Action<ListWatch> outcome) => _isOver |= !_run.Tell(_action, outcome);
}
