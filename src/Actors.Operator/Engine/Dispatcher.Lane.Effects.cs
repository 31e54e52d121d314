namespace Actors.Engine;

/// <content>Effects that are started on a lane.</content>
internal sealed partial class Dispatcher
{
    /// <content>
    /// An effect that mostly ends at once is started right after the message that asked for it, on the turn of its actor, which then gets the outcome without a way through the mailbox.
    /// Whoever sets <see cref="_starting"/> back has the lane and the turn: the pump when the runner returns to it, or <see cref="HandOver"/> if that takes long, which has another thread
    /// go on with both. So the actor can be told to cancel what hangs.
    /// </content>
    internal sealed partial class Lane
    {
        private RunningEffect? _firstToStart;
        private RunningEffect? _lastToStart;
        private RunningEffect? _starting;
        private EngineThread? _startsOn;
        private CancellationTokenSource? _spareSource;
        private ExecutionContext? _context;

        /// <summary>The effect that is being started, for onlookers.</summary>
        public RunningEffect? Starting => Volatile.Read(ref _starting);

        /// <summary>A timer that was set on the turn under way and that the wheel has not been told of.</summary>
        public Kernel.TimerNode? Armed { get; set; }

        /// <summary>Whether the message just handled has asked for effects.</summary>
        public bool HasToStart => _firstToStart is not null;

        public void StartLater(RunningEffect effect)
        {
            if (_lastToStart is null) _firstToStart = effect;
            else _lastToStart.NextToStart = effect;
            _lastToStart = effect;
        }

        /// <summary>Has another thread go on with this lane and with the turn under way, if that still starts <paramref name="effect"/>.</summary>
        public bool HandOver(RunningEffect effect)
        {
            if (!ReferenceEquals(Interlocked.CompareExchange(ref _starting, null, effect), effect)) return false;
            _startsOn!.Connection?.GoOnElsewhere();
            var host = (ActorSystemHost)effect.Owner.Host;
            while (TakeToStart() is { } next) host.StartOnPool(next);

            // The turn may go on in another lane, which knows nothing of what this one has put off.
            host.LookAtArmed(this);
            Volatile.Write(ref _progress.Cell, null);
            _queue.Enqueue((LocalCell)effect.Owner);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return true;
        }

        /// <summary>Starts the next effect that was asked for.</summary>
        /// <param name="thread">The calling thread; it has no lane any more where that was handed over.</param>
        /// <returns>The effect if it has ended with that; null if it goes on or there is none.</returns>
        public RunningEffect? StartNext(EngineThread thread)
        {
            if (TakeToStart() is not { } effect || dispatcher._halted) return null;
            var cancellation = _spareSource ?? new CancellationTokenSource();
            _spareSource = null;
            _startsOn = thread;
            Volatile.Write(ref _starting, effect);

            // What it calls is no part of a turn, and may go on when lane and turn are another thread's. What it changes for its own calls is not for others.
            thread.Lane = null;
            var hasEnded = effect.Start(cancellation);
            if (!ReferenceEquals(ExecutionContext.Capture(), _context)) ExecutionContext.Restore(_context!);
            if (!ReferenceEquals(Interlocked.CompareExchange(ref _starting, null, effect), effect))
            {
                if (hasEnded) effect.FinishAsTracked();
                return null;
            }

            thread.Lane = this;
            NoteStart(effect);
            if (!hasEnded) return null;
            if (effect.LetGoOf(cancellation) && cancellation.TryReset()) _spareSource = cancellation;
            return effect;
        }

        private RunningEffect? TakeToStart()
        {
            if (_firstToStart is not { } effect) return null;
            _firstToStart = effect.NextToStart;
            if (_firstToStart is null) _lastToStart = null;
            effect.NextToStart = null;
            return effect;
        }

        /// <summary>The time of the next message is that of the end of the effect.</summary>
        private void NoteStart(RunningEffect effect)
        {
            var progress = _progress;
            var begun = progress.Now;
            (progress.NowIsOf, progress.Now) = (progress.Handled, dispatcher._clock.Now);
            effect.Runner.NoteStart(progress.Now - begun, progress.Now);
        }
    }
}
