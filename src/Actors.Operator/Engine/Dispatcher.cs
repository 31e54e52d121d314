using System.Collections.Concurrent;

namespace Actors.Engine;

/// <summary>
/// Gives scheduled cells their turns on the thread pool. Up to <c>parallelism</c> lanes, each a queue of cells and a pump that empties it; a pump
/// without work takes from the other lanes, and ends when there is none. A cell scheduled by an actor goes to that actor's lane, so a message
/// passed on costs no other thread's attention.
/// </summary>
internal sealed class Dispatcher
{
    private readonly Lane[] _lanes;
    private readonly Action<LocalCell, Exception> _onBroken;
    private int _active;
    private volatile bool _halted;

    /// <summary>Starts without a thread.</summary>
    /// <param name="parallelism">How many cells may run at once.</param>
    /// <param name="throughput">How many messages a cell may handle in one turn.</param>
    /// <param name="onBroken">Told when the kernel itself threw on a cell's turn; behaviours' exceptions do not come here.</param>
    public Dispatcher(int parallelism, int throughput, Action<LocalCell, Exception> onBroken)
    {
        Throughput = throughput;
        _onBroken = onBroken;
        _lanes = new Lane[parallelism];
        for (var i = 0; i < parallelism; i++) _lanes[i] = new Lane(this);
    }

    public int Throughput { get; }

    public IReadOnlyList<Lane> Lanes => _lanes;

    /// <summary>Whether no cell runs or waits for its turn; true for good if nobody posts from outside.</summary>
    public bool IsIdle => Volatile.Read(ref _active) == 0 && !AnyWork();

    public void Schedule(LocalCell cell)
    {
        if (Lane.OfThisThread is { } own && ReferenceEquals(own.Dispatcher, this))
        {
            // Its pump takes one cell itself as soon as this turn is over; only a second one is worth waking another thread for.
            var worthSharing = own.HasWork;
            own.Enqueue(cell);
            if (worthSharing) WakeOne();
            return;
        }

        // By the cell and not in turn: a shared counter would cost every sender and every pump a cache line (a seventh of a message).
        _lanes[(uint)cell.Incarnation % (uint)_lanes.Length].Enqueue(cell);
        WakeOne();
    }

    /// <summary>No cell runs any more once the turns under way are over.</summary>
    public void Halt() => _halted = true;

    /// <summary>Gets another thread to work if a lane has some that waits behind a turn that goes on and on.</summary>
    public void Assist()
    {
        if (AnyWork()) WakeOne();
    }

    private void WakeOne()
    {
        if (Volatile.Read(ref _active) >= _lanes.Length || _halted) return;
        foreach (var lane in _lanes)
        {
            if (!lane.TryStart()) continue;
            Interlocked.Increment(ref _active);
            ThreadPool.UnsafeQueueUserWorkItem(lane, preferLocal: false);
            return;
        }
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

    /// <summary>A queue of cells that wait for their turn, and the pump that gives it to them.</summary>
    internal sealed class Lane(Dispatcher dispatcher) : IThreadPoolWorkItem
    {
        /// <summary>How often a pump looks at the other lanes first, so that none waits behind one long turn while this one has work of its own.</summary>
        private const int TurnsBetweenVisits = 64;

        /// <summary>After about this long a pump goes to the end of the thread pool's queue: effects and I/O need its threads too.</summary>
        private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(1);

        private const int MessagesBetweenClockReads = 256;

        [ThreadStatic]
        private static Lane? _ofThisThread;

        private readonly ConcurrentQueue<LocalCell> _queue = new();
        private readonly Progress _progress = new();
        private int _started;

        public static Lane? OfThisThread => _ofThisThread;

        public Dispatcher Dispatcher => dispatcher;

        public bool HasWork => !_queue.IsEmpty;

        /// <summary>The cell whose turn it is, for onlookers; null between turns.</summary>
        public LocalCell? CurrentCell => Volatile.Read(ref _progress.Cell);

        /// <summary>The message being handled or handled last, for onlookers; may be a later one by the time they look into it, null in an actor's start.</summary>
        public object? CurrentMessage => Volatile.Read(ref _progress.Envelope)?.Message;

        /// <summary>How many messages this lane has handled: unchanged while one is being handled.</summary>
        public long Handled => Volatile.Read(ref _progress.Handled);

        /// <summary>
        /// The time for the message being handled: read from the clock once, when first asked for. A clock read takes as long as setting a timer
        /// otherwise does (59 ns on the machine of the recorded results).
        /// </summary>
        public Kernel.Instant NowOfMessage(MonotonicClock clock)
        {
            var progress = _progress;
            if (progress.NowIsOf == progress.Handled) return progress.Now;
            progress.NowIsOf = progress.Handled;
            return progress.Now = clock.Now;
        }

        public void Enqueue(LocalCell cell) => _queue.Enqueue(cell);

        public bool TryDequeue([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out LocalCell cell) => _queue.TryDequeue(out cell);

        public bool TryStart() => Volatile.Read(ref _started) == 0 && Interlocked.CompareExchange(ref _started, 1, 0) == 0;

        public void Execute()
        {
            var goOn = false;
            _ofThisThread = this;
            try
            {
                goOn = Pump();
            }
            catch (Exception failure)
            {
                dispatcher._onBroken(CurrentCell!, failure);
            }

            _ofThisThread = null;
            if (goOn) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        /// <summary>Gives turns until there is no more work (false) or the slice is over (true).</summary>
        private bool Pump()
        {
            var progress = _progress;
            var sliceStart = System.Diagnostics.Stopwatch.GetTimestamp();
            var nextClockRead = progress.Handled + MessagesBetweenClockReads;
            for (var turn = 1; ; turn++)
            {
                if (dispatcher._halted) return false;
                if (!dispatcher.TryTake(this, othersFirst: turn % TurnsBetweenVisits == 0, out var cell))
                {
                    if (!TryEnd()) continue;
                    return false;
                }

                progress.NowIsOf = -1;
                Volatile.Write(ref progress.Cell, cell);
                var again = cell!.Run(dispatcher.Throughput, ref progress.Envelope, ref progress.Handled);
                Volatile.Write(ref progress.Cell, null);
                if (again) _queue.Enqueue(cell);
                if (progress.Handled < nextClockRead && turn % MessagesBetweenClockReads != 0) continue;
                if (System.Diagnostics.Stopwatch.GetElapsedTime(sliceStart) >= Slice) return true;
                nextClockRead = progress.Handled + MessagesBetweenClockReads;
            }
        }

        /// <summary>Ends the pump, unless work came between the last look at the queues and now; whoever brought it may have seen this pump as active.</summary>
        private bool TryEnd()
        {
            _progress.Envelope = null;
            Volatile.Write(ref _started, 0);
            Interlocked.Decrement(ref dispatcher._active);
            if (!dispatcher.AnyWork() || !TryStart()) return true;
            Interlocked.Increment(ref dispatcher._active);
            return false;
        }
    }

    /// <summary>What a pump writes with every message, away from the lane itself, which every sender reads.</summary>
    private sealed class Progress
    {
        public LocalCell? Cell;
        public Kernel.Envelope? Envelope;
        public long Handled;
        public long NowIsOf;
        public Kernel.Instant Now;

#pragma warning disable CS0169, IDE0051 // Fills the cache line up.
        private readonly CacheLine _padding;
#pragma warning restore CS0169, IDE0051
    }

    [System.Runtime.CompilerServices.InlineArray(8)]
    private struct CacheLine
    {
        private long _first;
    }
}
