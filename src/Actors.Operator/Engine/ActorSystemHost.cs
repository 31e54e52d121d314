using System.Collections.Concurrent;
using Actors.Kernel;
using Actors.Settings;
using Microsoft.Extensions.Logging;

namespace Actors.Engine;

/// <summary>The kernel's host on the thread pool: joins dispatcher, timers, effects and log.</summary>
internal sealed class ActorSystemHost : ActorHost, IDisposable
{
    private readonly ConcurrentDictionary<RunningEffect, byte> _runningEffects = new();
    private readonly ILogger _log;
    private readonly MonotonicClock _clock;
    private readonly TimerScheduler _timers;
    private readonly SlowBehaviourMonitor _monitor;
    private readonly DeadLetterLog _deadLetters;
    private readonly ActorSystem _system;
    private readonly bool _isShutdownLogged;
    private int _lastIncarnation;

    public ActorSystemHost(ActorSystem system, ActorSystemOptions options, EffectRunners effects, TimeProvider time, ILogger log)
    {
        var parallelism = options.Dispatcher.Parallelism == 0 ? Environment.ProcessorCount : options.Dispatcher.Parallelism;
        _system = system;
        _log = log;
        _clock = new MonotonicClock(time);
        Effects = effects;
        _isShutdownLogged = options.DeadLetters.LoggedDuringShutdown;
        StashCapacity = options.Mailbox.StashCapacity;
        Dispatcher = new Dispatcher(parallelism, options.Dispatcher.Throughput, _clock, OnFatal);
        _timers = new TimerScheduler(_clock, options.Scheduler.TickDuration, parallelism);
        _monitor = new SlowBehaviourMonitor(log, _clock, this, options.Dispatcher.SlowBehaviourThreshold);
        _deadLetters = new DeadLetterLog(log, _clock, options.DeadLetters.Logged, options.DeadLetters.SuspendDuration);
    }

    public Dispatcher Dispatcher { get; }

    public EffectRunners Effects { get; }

    public long DeadLetterCount => _deadLetters.Count;

    public long SlowBehaviourCount => _monitor.Count;

    public IEnumerable<RunningEffect> RunningEffects => _runningEffects.Keys.Union(Dispatcher.Lanes.Select(static lane => lane.Starting).OfType<RunningEffect>());

    public override Instant Now =>
        EngineThread.Current.Lane is { } lane && ReferenceEquals(lane.Dispatcher, Dispatcher) ? lane.NowOfMessage(_clock) : _clock.Now;

    public override Random Random => Random.Shared;

    public override int StashCapacity { get; }

    public override ActorCell NewCell(CellOrigin origin, in ActorName name) => LocalCell.Make(origin, name);

    public override Envelope Rent(object message, ActorRef? sender) => EnvelopePool.Rent(EngineThread.Current, message, sender);

    public override void Return(Envelope envelope) => EnvelopePool.Return(EngineThread.Current, envelope);

    public override TimerNode RentTimer() => TimerScheduler.Rent();

    public override void ReturnTimer(TimerNode timer)
    {
        NoteUnarmed(timer);
        TimerScheduler.Return(timer);
    }

    /// <summary>
    /// Sets the timer now and looks at the end of the turn whether the wheel has to know: a timer that is set for an effect that ends at once is set anew by then.
    /// </summary>
    public override void Arm(TimerNode timer, Instant deadline)
    {
        TimerScheduler.Set(timer, deadline);
        if (EngineThread.Current.Lane is not { } lane)
        {
            _timers.Look(timer);
            return;
        }

        if (!ReferenceEquals(lane.Armed, timer)) LookAtArmed(lane);
        lane.Armed = timer;
    }

    public override void Disarm(TimerNode timer) => TimerScheduler.Disarm(timer);

    public override bool Release(TimerNode timer)
    {
        NoteUnarmed(timer);
        return _timers.Release(timer);
    }

    /// <summary>Does what <see cref="Arm"/> has put off.</summary>
    public void LookAtArmed(Dispatcher.Lane lane)
    {
        if (lane.Armed is not { } timer) return;
        lane.Armed = null;
        _timers.Look(timer);
    }

    public override EffectRun NewRun(ActorCell owner, Effect effect, EffectId id, int life) => new RunningEffect(this, owner, effect, id, life);

    public override void Begin(EffectRun run)
    {
        var effect = (RunningEffect)run;
        if (effect.Runner.MayStartOnLane(effect.Since) && Dispatcher.TryStartLater(effect)) return;
        StartOnPool(effect);
    }

    public void StartOnPool(RunningEffect effect)
    {
        Begun(effect);
        ThreadPool.UnsafeQueueUserWorkItem(effect, preferLocal: false);
    }

    public override void Cancel(EffectRun run) => ((RunningEffect)run).Cancel();

    public void Begun(RunningEffect effect) => _runningEffects.TryAdd(effect, 0);

    public void Ended(RunningEffect effect) => _runningEffects.TryRemove(effect, out _);

    public override void OnDeadLetter(DeadLetter letter)
    {
        _deadLetters.Add(letter);
        _system.Publish(letter);
    }

    public override void OnFailure(ActorCell actor, Exception failure, Directive? directive) =>
        _log.Failed(actor.Path, directive?.ToString() ?? "it was ending", failure);

    public override void OnUnhandled(ActorCell actor, object message, ActorRef? sender) =>
        _log.Unhandled(actor.Path, message.GetType().Name, sender?.ToString() ?? "nobody");

    public override void OnStopped(ActorCell actor) => _system.OnStopped(actor);

    public override void OnFatal(ActorCell origin, Exception failure)
    {
        _log.Fatal(origin.Path, failure);
        Halt();
        _system.OnFatal(failure);
    }

    public override int NextIncarnation() => Interlocked.Increment(ref _lastIncarnation);

    /// <summary>The system is being stopped.</summary>
    public void BeginShutdown() => _deadLetters.IsSilent = !_isShutdownLogged;

    /// <summary>No turn, timer or effect from here on; those under way are asked to end.</summary>
    public void Halt()
    {
        Dispatcher.Halt();
        _timers.Dispose();
        _monitor.Dispose();
        foreach (var effect in RunningEffects) effect.Cancel();
    }

    public void Dispose() => Halt();

    private static void NoteUnarmed(TimerNode timer)
    {
        if (EngineThread.Current.Lane is { } lane && ReferenceEquals(lane.Armed, timer)) lane.Armed = null;
    }
}
