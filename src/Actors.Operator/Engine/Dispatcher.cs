namespace Actors.Engine;

/// <summary>
/// Gives scheduled cells their turns on the thread pool. Up to <c>parallelism</c> lanes, each a queue of cells and a pump that empties it; a pump
/// without work takes from the other lanes, and ends when there is none. A cell scheduled by an actor goes to that actor's lane, so a message
/// passed on costs no other thread's attention.
/// </summary>
internal sealed partial class Dispatcher
{
    /// <summary>How many cells wait in a lane before one more has another thread woken.</summary>
    private const int WorthSharing = 2;

    private readonly Lane[] _lanes;
    private readonly MonotonicClock _clock;
    private readonly Action<LocalCell, Exception> _onBroken;
    private int _active;
    private volatile bool _halted;

    /// <summary>Starts without a thread.</summary>
    /// <param name="parallelism">How many cells may run at once.</param>
    /// <param name="throughput">How many messages a cell may handle in one turn.</param>
    /// <param name="clock">By which starts of effects are timed.</param>
    /// <param name="onBroken">Told when the kernel itself threw on a cell's turn; behaviours' exceptions do not come here.</param>
    public Dispatcher(int parallelism, int throughput, MonotonicClock clock, Action<LocalCell, Exception> onBroken)
    {
        Throughput = throughput;
        _clock = clock;
        _onBroken = onBroken;
        _lanes = new Lane[parallelism];
        for (var i = 0; i < parallelism; i++) _lanes[i] = new Lane(this);
    }

    public int Throughput { get; }

    /// <summary>Called whenever a cell runs after none did, on the thread that woke it.</summary>
    public Action? Awakened { private get; set; }

    public IReadOnlyList<Lane> Lanes => _lanes;

    /// <summary>Whether no cell runs or waits for its turn; true for good if nobody posts from outside.</summary>
    public bool IsIdle => !IsActive && !AnyWork();

    /// <summary>Whether a cell may be running.</summary>
    public bool IsActive => Volatile.Read(ref _active) != 0;

    /// <summary>Gives a cell that has just got something to do its turn.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="thread">The calling thread.</param>
    public void Schedule(LocalCell cell, EngineThread thread)
    {
        if (thread.Lane is { } own && ReferenceEquals(own.Dispatcher, this))
        {
            // Its pump takes those that wait as soon as this turn is over, which is sooner than a thread that sleeps has woken: only what comes behind several is worth that. A reader of a
            // watch tells the region what has come and asks for the next, two cells for each change of an object.
            var worthSharing = own.Waiting >= WorthSharing;
            own.Enqueue(cell);
            if (worthSharing) WakeOne();
            return;
        }

        // By the cell and not in turn: a shared counter would cost every sender and every pump a cache line (a seventh of a message).
        _lanes[(uint)cell.Incarnation % (uint)_lanes.Length].Enqueue(cell);
        WakeOne();
    }

    /// <summary>Has this lane start the effect when the message being handled is done with; false if this thread is no lane's.</summary>
    public bool TryStartLater(RunningEffect effect)
    {
        if (EngineThread.Current.Lane is not { } own || !ReferenceEquals(own.Dispatcher, this)) return false;
        own.StartLater(effect);
        return true;
    }

    /// <summary>No cell runs any more once the turns under way are over.</summary>
    public void Halt() => _halted = true;

    /// <summary>Gets another thread to work if a lane has some that waits behind a turn that goes on and on.</summary>
    public void Assist()
    {
        if (AnyWork()) WakeOne();
    }

    /// <summary>
    /// Makes the calling thread a lane's that has nothing to do: what it schedules from now on waits for it, and it has to <see cref="Lane.Execute"/> next. Null where all lanes run, or the
    /// thread is one's already.
    /// </summary>
    public Lane? TryEnter(EngineThread thread)
    {
        if (thread.Lane is not null || TryStart() is not { } lane) return null;
        lane.Enter(thread);
        return lane;
    }

    private void WakeOne()
    {
        if (TryStart() is { } lane) ThreadPool.UnsafeQueueUserWorkItem(lane, preferLocal: false);
    }

    private Lane? TryStart()
    {
        if (Volatile.Read(ref _active) >= _lanes.Length || _halted) return null;
        foreach (var lane in _lanes)
        {
            if (!lane.TryStart()) continue;
            Activate();
            return lane;
        }

        return null;
    }

    /// <summary>Counts a pump that starts.</summary>
    private void Activate()
    {
        if (Interlocked.Increment(ref _active) == 1) Awakened?.Invoke();
    }

    /// <summary>Takes a cell for <paramref name="own"/>, from its own queue unless <paramref name="othersFirst"/>.</summary>
    private bool TryTake(Lane own, bool othersFirst, out LocalCell? cell)
    {
        if (!othersFirst && own.TryDequeue(out cell)) return true;
        foreach (var lane in _lanes)
        {
            if (!ReferenceEquals(lane, own) && lane.TryDequeue(out cell)) return true;
        }

        return own.TryDequeue(out cell);
    }

    private bool AnyWork()
    {
        foreach (var lane in _lanes)
        {
            if (lane.HasWork) return true;
        }

        return false;
    }
}
