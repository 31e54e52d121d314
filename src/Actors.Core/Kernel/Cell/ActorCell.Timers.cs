namespace Actors.Kernel;

/// <summary>
/// Keyed timers and the receive timeout. A handful of timers are a list in the cell; more are indexed, so that thousands of keys in one actor stay
/// cheap and an actor with one timer pays for no table.
/// </summary>
internal abstract partial class ActorCell
{
    private const int ListedTimersMax = 8;

    public void StartTimer(object key, object message, TimeSpan delay, TimeSpan interval)
    {
        if (delay < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(delay), delay, $"A timer's delay must not be negative (key {key} of {this})");
        CancelTimer(key);
        var timer = Host.RentTimer();
        timer.Owner = this;
        timer.Key = key;
        timer.Message = message;
        timer.Interval = interval;
        timer.Deadline = Host.Now + delay;
        Remember(timer);
        Host.Arm(timer);
    }

    public bool CancelTimer(object key)
    {
        if (Find(key) is not { } timer) return false;
        Forget(timer);
        Drop(timer);
        return true;
    }

    public bool IsTimerActive(object key) => Find(key) is not null;

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        CancelTimer(ReceiveTimeout.Instance);
        _hasReceiveTimeout = timeout is not null;
        if (timeout is not { } duration) return;
        Extras.ReceiveTimeout = duration;
        _extras!.LastReceive = Host.Now;
        StartTimer(ReceiveTimeout.Instance, ReceiveTimeout.Instance, duration, TimeSpan.Zero);
    }

    private void NoteActivity(object message)
    {
        if (message is not (INotInfluenceReceiveTimeout or Kernel.ReceiveTimeout)) _extras!.LastReceive = Host.Now;
    }

    /// <summary>Puts the timer's message into the envelope and arms it again if it repeats; false if it was cancelled on its way.</summary>
    private bool UnwrapTimer(TimerNode timer, Envelope envelope)
    {
        if (!ReferenceEquals(Find(timer.Key), timer))
        {
            Host.ReturnTimer(timer);
            return false;
        }

        if (ReferenceEquals(timer.Key, ReceiveTimeout.Instance)) return UnwrapReceiveTimeout(timer, envelope);
        envelope.Message = timer.Message;
        if (timer.Interval > TimeSpan.Zero)
        {
            // From now, not from the last deadline: after a pause an actor gets one tick, not all that were missed.
            timer.Deadline = Host.Now + timer.Interval;
            Host.Arm(timer);
            return true;
        }

        Forget(timer);
        Host.ReturnTimer(timer);
        return true;
    }

    /// <summary>
    /// Activity only notes its time, which is cheaper than setting the timer anew at each message; the timer finds out when it fires
    /// and is armed for the rest. An actor that stays idle hears of it again and again, as in Akka.
    /// </summary>
    private bool UnwrapReceiveTimeout(TimerNode timer, Envelope envelope)
    {
        var now = Host.Now;
        timer.Deadline = _extras!.LastReceive + _extras.ReceiveTimeout;
        var isIdle = timer.Deadline <= now;
        if (isIdle)
        {
            _extras.LastReceive = now;
            timer.Deadline = now + _extras.ReceiveTimeout;
            envelope.Message = ReceiveTimeout.Instance;
        }

        Host.Arm(timer);
        return isIdle;
    }

    private TimerNode? Find(object key)
    {
        if (_extras?.TimerIndex is { } index) return index.GetValueOrDefault(key);
        var timer = _timers;
        while (timer is not null && !ReferenceEquals(timer.Key, key) && !timer.Key.Equals(key)) timer = timer.NextOfOwner;
        return timer;
    }

    private void Remember(TimerNode timer)
    {
        if (_extras?.TimerIndex is { } index)
        {
            index.Add(timer.Key, timer);
            return;
        }

        timer.NextOfOwner = _timers;
        _timers = timer;
        var count = 0;
        for (var listed = _timers; listed is not null; listed = listed.NextOfOwner) count++;
        if (count > ListedTimersMax) IndexTimers();
    }

    private void IndexTimers()
    {
        var index = Extras.TimerIndex = new Dictionary<object, TimerNode>(4 * ListedTimersMax);
        while (_timers is { } timer)
        {
            _timers = timer.NextOfOwner;
            timer.NextOfOwner = null;
            index.Add(timer.Key, timer);
        }
    }

    /// <summary>Takes the timer out of the actor's timers; false if it is not (or no longer) one of them.</summary>
    private bool Forget(TimerNode timer)
    {
        if (_extras?.TimerIndex is { } index)
            return ReferenceEquals(index.GetValueOrDefault(timer.Key), timer) && index.Remove(timer.Key);
        ref var link = ref _timers;
        while (link is not null && !ReferenceEquals(link, timer)) link = ref link.NextOfOwner;
        if (link is null) return false;
        link = timer.NextOfOwner;
        timer.NextOfOwner = null;
        return true;
    }

    private void CancelAllTimers()
    {
        while (_timers is { } timer)
        {
            Forget(timer);
            Drop(timer);
        }

        if (_extras?.TimerIndex is not { } index) return;
        _extras.TimerIndex = null;
        foreach (var timer in index.Values) Drop(timer);
    }

    /// <summary>Gives the timer back unless it is on its way to the mailbox, where it is given back when it is found forgotten.</summary>
    private void Drop(TimerNode timer)
    {
        if (Host.Disarm(timer)) Host.ReturnTimer(timer);
    }
}
