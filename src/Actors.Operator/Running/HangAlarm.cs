using Actors.Objects;
using Actors.Reconciling;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Running;

/// <summary>Says in the log when a reconcile that was asked to end does not. Nobody can make it; but whoever wrote it can be told.</summary>
internal sealed class HangAlarm : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Reconcile _run;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenRegistration _registration;
    private ITimer? _timer;
    private bool _hasEnded;

    public HangAlarm(Reconcile run, TimeProvider time, ILogger log, CancellationToken cancellation)
    {
        (_run, _time, _log) = (run, time, log);
        _registration = cancellation.UnsafeRegister(static alarm => ((HangAlarm)alarm!).Set(), this);
    }

    /// <summary>The reconcile has ended.</summary>
    public void Dispose()
    {
        _registration.Unregister();
        lock (_gate)
        {
            _hasEnded = true;
            _timer?.Dispose();
        }
    }

    private void Set()
    {
        lock (_gate)
        {
            if (!_hasEnded) _timer = _time.CreateTimer(static alarm => ((HangAlarm)alarm!).Tell(), this, _run.Controller.Grace, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tell() => _log.Hangs(_run.Controller.Name, ObjectKey.Of(_run.Object), _run.Controller.Grace);
}
