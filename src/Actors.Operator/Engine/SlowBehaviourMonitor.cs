using Actors.Kernel;
using Microsoft.Extensions.Logging;

namespace Actors.Engine;

/// <summary>
/// Looks from outside at what each lane is handling and reports what takes too long while it still runs, so that an endless loop is found too. Costs
/// the lanes nothing but a counter, where two clock reads around each message would cost 100 ns. Meanwhile other lanes take over what waits behind it. A lane whose thread hangs in
/// the start of an effect gets another thread.
/// </summary>
internal sealed class SlowBehaviourMonitor : IDisposable
{
    /// <summary>Looks per threshold: a behaviour may run this part longer than the threshold and not be noticed, and half of it where little is to be done (<see cref="ActivityTimer"/>).</summary>
    private const int Looks = 10;

    private readonly ILogger _log;
    private readonly MonotonicClock _clock;
    private readonly TimeSpan _threshold;
    private readonly Observation[] _lanes;
    private readonly ActorSystemHost _host;
    private readonly Dispatcher _dispatcher;
    private readonly ActivityTimer[] _timers;
    private readonly RunningEffect?[] _starting;
    private long _count;

    public SlowBehaviourMonitor(ILogger log, MonotonicClock clock, ActorSystemHost host, TimeSpan threshold)
    {
        _log = log;
        _clock = clock;
        _host = host;
        _dispatcher = host.Dispatcher;
        _threshold = threshold;
        _lanes = new Observation[_dispatcher.Lanes.Count];
        _starting = new RunningEffect?[_lanes.Length];

        // A thread that hangs keeps a lane in real time, whatever the clock of the actors says.
        _timers = clock.IsMachines
            ? [NewTimer(clock, LookForAll, ForgetAll)]
            : [NewTimer(clock, LookForSlow, ForgetSlow), NewTimer(new MonotonicClock(TimeProvider.System), LookForHangs, ForgetHangs)];
        _dispatcher.Awakened = Wake;
    }

    /// <summary>How many messages took too long.</summary>
    public long Count => Volatile.Read(ref _count);

    public void Dispose()
    {
        foreach (var timer in _timers) timer.Dispose();
    }

    private ActivityTimer NewTimer(MonotonicClock clock, Action look, Action forget) => new(_dispatcher, clock, _threshold / Looks, look, forget);

    private void Wake()
    {
        foreach (var timer in _timers) timer.Begin();
    }

    private void LookForAll()
    {
        LookForSlow();
        LookForHangs();
    }

    private void ForgetAll()
    {
        ForgetSlow();
        ForgetHangs();
    }

    private void ForgetSlow() => Array.Clear(_lanes);

    private void ForgetHangs() => Array.Clear(_starting);

    /// <summary>Gives lanes another thread whose thread starts the same effect as at the last look.</summary>
    private void LookForHangs()
    {
        for (var i = 0; i < _starting.Length; i++)
        {
            var starting = _dispatcher.Lanes[i].Starting;
            if (starting is not null && ReferenceEquals(starting, _starting[i])) GiveUpWaiting(starting, _dispatcher.Lanes[i]);
            _starting[i] = starting;
        }
    }

    private void LookForSlow()
    {
        var now = _clock.Now;
        for (var i = 0; i < _lanes.Length; i++) Look(ref _lanes[i], _dispatcher.Lanes[i], now);
    }

    private void Look(ref Observation last, Dispatcher.Lane lane, Instant now)
    {
        var isStarting = lane.Starting is not null;
        var handled = lane.Handled;
        var cell = lane.CurrentCell;
        var message = lane.CurrentMessage;
        if (cell is null || !ReferenceEquals(cell, last.Cell) || handled != last.Handled || lane.Handled != handled)
        {
            last = new Observation(cell, handled, now, IsReported: false);
            return;
        }

        _dispatcher.Assist();
        if (isStarting || last.IsReported || now - last.Since < _threshold) return;
        last = last with { IsReported = true };
        Interlocked.Increment(ref _count);
        _log.SlowBehaviour(cell.Path, message?.GetType().Name ?? "its start, restart or stop", (now - last.Since).TotalMilliseconds);
    }

    /// <summary>The lane goes on with another thread; the one that starts the effect has only that to do from now on.</summary>
    private void GiveUpWaiting(RunningEffect starting, Dispatcher.Lane lane)
    {
        _host.Begun(starting);
        if (!lane.HandOver(starting)) _host.Ended(starting);
    }

    private readonly record struct Observation(LocalCell? Cell, long Handled, Instant Since, bool IsReported);
}
