namespace Actors.Engine;

/// <content>Effects that are started on a lane.</content>
internal sealed partial class Dispatcher
{
    /// <content>
    /// An effect that mostly ends at once is started by the pump between two turns, when its actor is free again to be told to cancel it, and its outcome's turn is the next one. Whoever
    /// sets <see cref="_starting"/> back has the lane: the pump when the runner returns to it, or <see cref="HandOver"/> if that takes long, which gives the lane to another thread.
    /// </content>
    internal sealed partial class Lane
    {
        private RunningEffect? _firstToStart;
        private RunningEffect? _lastToStart;
        private RunningEffect? _starting;
        private CancellationTokenSource? _spareSource;
        private LocalCell? _kept;
        private bool _isKeeping;

        /// <summary>The effect that is being started, for onlookers.</summary>
        public RunningEffect? Starting => Volatile.Read(ref _starting);

        public void StartAfterTurn(RunningEffect effect)
        {
            if (_lastToStart is null) _firstToStart = effect;
            else _lastToStart.NextToStart = effect;
            _lastToStart = effect;
        }

        /// <summary>Whether the cell gets the next turn, without a place in the queue.</summary>
        public bool TryKeep(LocalCell cell)
        {
            if (!_isKeeping || _kept is not null) return false;
            _kept = cell;
            return true;
        }

        /// <summary>Gives the lane to another thread if it is still starting <paramref name="effect"/>.</summary>
        public bool HandOver(RunningEffect effect)
        {
            if (!ReferenceEquals(Interlocked.CompareExchange(ref _starting, null, effect), effect)) return false;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return true;
        }

        /// <summary>Starts what the last turn has asked for; false if the lane was given to another thread meanwhile.</summary>
        /// <param name="keepsOwner">
        /// Whether the first to end has its actor run next. Not where that has run out of turn itself: an actor whose effects all end at once would keep the others waiting.
        /// </param>
        private bool StartEffects(bool keepsOwner)
        {
            var begun = _firstToStart!.Since;
            while (_firstToStart is { } effect)
            {
                _firstToStart = effect.NextToStart;
                if (_firstToStart is null) _lastToStart = null;
                effect.NextToStart = null;
                if (dispatcher._halted) return true;
                if (!StartHere(effect, keepsOwner)) return false;
                effect.Runner.NoteStart(_progress.Now - begun, _progress.Now);
                begun = _progress.Now;
            }

            return true;
        }

        private bool StartHere(RunningEffect effect, bool keepsOwner)
        {
            var cancellation = _spareSource ?? new CancellationTokenSource();
            _spareSource = null;
            Volatile.Write(ref _starting, effect);

            // What it calls is no part of a turn, and may go on when the lane is another thread's.
            _ofThisThread = null;
            var context = ExecutionContext.Capture();
            var hasEnded = effect.Start(cancellation);
            if (!ReferenceEquals(ExecutionContext.Capture(), context)) ExecutionContext.Restore(context!);
            if (!ReferenceEquals(Interlocked.CompareExchange(ref _starting, null, effect), effect))
            {
                if (!hasEnded) return false;
                effect.Finish();
                ((ActorSystemHost)effect.Owner.Host).Ended(effect);
                return false;
            }

            _ofThisThread = this;
            (_progress.NowIsOf, _progress.Now) = (_progress.Handled, dispatcher._clock.Now);
            if (!hasEnded) return true;
            if (effect.LetGoOf(cancellation) && cancellation.TryReset()) _spareSource = cancellation;
            _isKeeping = keepsOwner;
            effect.Finish();
            _isKeeping = false;
            return true;
        }
    }
}
