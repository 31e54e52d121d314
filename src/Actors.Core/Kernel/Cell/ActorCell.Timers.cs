namespace Actors.Kernel;

/// <summary>Keyed timers and the receive timeout.</summary>
internal abstract partial class ActorCell
{
    public void StartTimer(object key, object message, TimeSpan delay, TimeSpan interval)
    {
        if (delay < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(delay), delay, $"A timer's delay must not be negative (key {key} of {this})");
        var timer = _timers.Find(key) ?? _timers.Add(key, this);
        timer.Message = message;
        timer.Interval = interval;
        Host.Arm(timer, Host.Now + delay);
    }

    public bool CancelTimer(object key)
    {
        if (_timers.Find(key) is not { } timer) return false;
        Host.Disarm(timer);
        if (timer.LookedAtTicks == TimerNode.Unlinked)
        {
            // The wheel has not heard of it, so nobody else has it: what is set and cancelled on one turn leaves nothing behind.
            _timers.Remove(timer);
            Host.ReturnTimer(timer);
        }
        else if (_timers.Cancel(timer) is { } surplus)
        {
            GiveBack(surplus);
        }

        return true;
    }

    public bool IsTimerActive(object key) => _timers.Find(key) is not null;

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        _hasReceiveTimeout = timeout is not null;
        if (timeout is not { } duration)
        {
            CancelTimer(ReceiveTimeout.Instance);
            return;
        }

        Extras.ReceiveTimeout = duration;
        _extras!.LastReceive = Host.Now;
        StartTimer(ReceiveTimeout.Instance, ReceiveTimeout.Instance, duration, TimeSpan.Zero);
    }

    private void NoteActivity(object message)
    {
        if (message is not (INotInfluenceReceiveTimeout or Kernel.ReceiveTimeout)) _extras!.LastReceive = Host.Now;
    }

    /// <summary>Takes a timer over from the host that posted it; true if it is set and due, so that what it stands for happens now.</summary>
    private bool IsDue(TimerNode timer)
    {
        timer.LookedAtTicks = TimerNode.Unlinked;
        if (!timer.IsSet)
        {
            // Cancelled, on its way or before the wheel came to it. Nothing else holds it, unless it was set anew as a spare one: then it is set.
            _timers.Remove(timer);
            Host.ReturnTimer(timer);
            return false;
        }

        if (timer.DeadlineTicks <= Host.Now.Ticks) return true;
        Host.Arm(timer, new Instant(timer.DeadlineTicks));
        return false;
    }

    /// <summary>Puts the timer's message into the envelope, and ends the timer or arms it for the next time; false if it is not to fire now.</summary>
    private bool UnwrapTimer(TimerNode timer, Envelope envelope)
    {
        if (!IsDue(timer)) return false;
        if (ReferenceEquals(timer.Key, ReceiveTimeout.Instance)) return UnwrapReceiveTimeout(timer, envelope);
        envelope.Message = timer.Message;
        if (timer.Interval > TimeSpan.Zero)
        {
            // From now, not from the last deadline: after a pause an actor gets one tick, not all that were missed.
            Host.Arm(timer, Host.Now + timer.Interval);
        }
        else
        {
            _timers.Remove(timer);
            Host.ReturnTimer(timer);
        }

        return true;
    }

    /// <summary>
    /// Activity only notes its time, which is cheaper than setting the timer anew at each message; the timer finds out when it fires
    /// and is armed for the rest. An actor that stays idle hears of it again and again, as in Akka.
    /// </summary>
    private bool UnwrapReceiveTimeout(TimerNode timer, Envelope envelope)
    {
        var now = Host.Now;
        var due = _extras!.LastReceive + _extras.ReceiveTimeout;
        var isIdle = due <= now;
        if (isIdle)
        {
            _extras.LastReceive = now;
            due = now + _extras.ReceiveTimeout;
            envelope.Message = ReceiveTimeout.Instance;
        }

        Host.Arm(timer, due);
        return isIdle;
    }

    private void CancelAllTimers()
    {
        while (_timers.RemoveAny() is { } timer)
        {
            timer.Key = null;
            GiveBack(timer);
        }
    }

    /// <summary>Gives a timer back unless it is on its way here; then it is given back when it arrives.</summary>
    private void GiveBack(TimerNode timer)
    {
        if (Host.Release(timer)) Host.ReturnTimer(timer);
    }
}
