using Actors.Kernel;
using Actors.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Engine;

/// <summary>
/// Runs actors on the thread pool. One actor never runs on two threads at once; messages from one sender to one receiver arrive in order;
/// a turn is bounded, so a flood to one actor starves no other.
/// </summary>
public sealed partial class ActorSystem : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<TopLevelActor> _topLevel = [];
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActorSystemOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ActorSystemHost _host;
    private readonly ActorCell _root;
    private Task? _stopping;
    private int _lastName;
    private int _lastAsk;

    /// <summary>Starts a system without actors.</summary>
    /// <param name="options">Its settings; by default <see cref="ActorSystemOptions"/>'s defaults.</param>
    /// <param name="effects">Who carries out the actors' effects; by default nobody, and each effect fails.</param>
    /// <param name="supervision">How top-level actors that fail are dealt with; by default <see cref="SupervisorStrategy.Default"/>.</param>
    /// <param name="time">The clock for timers and waits; by default the machine's.</param>
    /// <param name="log">Where failures, dead letters and slow behaviours are reported; by default nowhere.</param>
    public ActorSystem(
        ActorSystemOptions? options = null,
        EffectRunners? effects = null,
        SupervisorStrategy? supervision = null,
        TimeProvider? time = null,
        ILogger<ActorSystem>? log = null)
    {
        _options = options ?? new ActorSystemOptions();
        _time = time ?? TimeProvider.System;
        _log = log ?? NullLogger<ActorSystem>.Instance;
        _host = new ActorSystemHost(this, _options, effects ?? new EffectRunners(), _time, _log);
        var strategy = supervision ?? SupervisorStrategy.Default;
        _root = _host.NewCell(new CellOrigin(_host, null, Props.Create(strategy, static s => new RootGuardian(s))), ActorName.Of(""));
        _root.Post(Kernel.Start.Instance);
    }

    /// <summary>Raised for every message that reached nobody, on the thread that found out; handlers must be quick and not throw.</summary>
    public event Action<DeadLetter>? DeadLettered;

    /// <summary>Where messages to nobody go.</summary>
    public ActorRef DeadLetters => _host.DeadLetters;

    /// <summary>How many messages have reached nobody.</summary>
    public long DeadLetterCount => _host.DeadLetterCount;

    /// <summary>How many messages took their actor longer than <see cref="DispatcherOptions.SlowBehaviourThreshold"/>.</summary>
    public long SlowBehaviourCount => _host.SlowBehaviourCount;

    /// <summary>
    /// Ends when the system has: after <see cref="StopAsync"/>, or with <see cref="ActorSystemFailedException"/> when a failure was escalated to the root
    /// (by default only a broken invariant is). The process should end then.
    /// </summary>
    public Task WhenTerminated => _terminated.Task;

    /// <summary>Makes a top-level actor, a child of the root; messages may be told to it at once.</summary>
    /// <param name="props">How to make it.</param>
    /// <param name="name">Its name, free below the root (see <see cref="ActorPath.IsValidName"/>); by default one is made.</param>
    /// <exception cref="InvalidActorNameException">The name is in use, or is none.</exception>
    /// <exception cref="InvalidOperationException">The system is stopping or has ended.</exception>
    public ActorRef Spawn(Props props, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (name is not null && !ActorPath.IsValidName(name)) throw InvalidActorNameException.Malformed(name, ActorPath.Root);
        lock (_gate)
        {
            if (_stopping is not null || _terminated.Task.IsCompleted)
                throw new InvalidOperationException($"Cannot spawn '{name}': the actor system {(_terminated.Task.IsCompleted ? "has ended" : "is stopping")}");
            name ??= $"${++_lastName}";
            if (_topLevel.Exists(actor => actor.Cell.Name == name)) throw InvalidActorNameException.InUse(name, ActorPath.Root);
            var cell = _host.NewCell(new CellOrigin(_host, _root, props), ActorName.Of(name));
            _topLevel.Add(new TopLevelActor(cell));
            _root.Post(new Adopt(cell));
            return cell;
        }
    }

    /// <summary>Stops an actor of this system, as <see cref="ActorContext.Stop"/> does.</summary>
    /// <exception cref="NotSupportedException">The actor is not of this system.</exception>
    public void Stop(ActorRef actor)
    {
        if (actor is not ActorCell cell || !ReferenceEquals(cell.Host, _host))
            throw new NotSupportedException($"{actor} cannot be stopped: it is not of this actor system; tell it PoisonPill");
        cell.Post(Kernel.Stop.Instance);
    }

    /// <summary>Asks an actor from outside the system.</summary>
    /// <param name="target">Whom to ask.</param>
    /// <param name="message">What to ask.</param>
    /// <param name="timeout">How long to wait for the answer.</param>
    /// <param name="cancellation">Gives the answer up.</param>
    /// <returns>The first message the target (or whom it forwards to) tells the sender; later ones are dead letters.</returns>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    /// <exception cref="InvalidCastException">The answer is not a <typeparamref name="TAnswer"/>.</exception>
    public async Task<TAnswer> AskAsync<TAnswer>(ActorRef target, object message, TimeSpan timeout, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        var ask = new AskRef(_host, Interlocked.Increment(ref _lastAsk));
        target.Tell(message, ask);
        try
        {
            var answer = await ask.Answer.WaitAsync(timeout, _time, cancellation).ConfigureAwait(false);
            return answer is TAnswer expected
                ? expected
                : throw new InvalidCastException($"{target} answered {message.GetType().Name} with {answer.GetType().Name}, not {typeof(TAnswer).Name}");
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{target} did not answer {message.GetType().Name} within {timeout}");
        }
        finally
        {
            ask.Close();
        }
    }

    /// <summary>
    /// Stops the top-level actors one after the other, the last spawned first; the next is told when the one before and all below it has ended. One
    /// that takes longer than <see cref="ShutdownOptions.PhaseTimeout"/> is reported and left behind.
    /// </summary>
    public Task StopAsync()
    {
        lock (_gate) return _stopping ??= _terminated.Task.IsCompleted ? Task.CompletedTask : StopInOrderAsync();
    }

    /// <summary>Stops the system, as <see cref="StopAsync"/> does.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _host.Halt();
    }

    internal ActorSystemHost Host => _host;

    internal void Publish(DeadLetter letter) => DeadLettered?.Invoke(letter);

    internal void OnStopped(ActorCell actor)
    {
        if (!ReferenceEquals(actor.Parent, _root)) return;
        lock (_gate)
        {
            var index = _topLevel.FindIndex(known => ReferenceEquals(known.Cell, actor));
            if (index < 0) return; // It was left behind.
            _topLevel[index].Stopped.SetResult();
            _topLevel.RemoveAt(index);
        }
    }

    /// <summary>Ends the system at once: no turn, timer or effect from here on.</summary>
    internal void Break(Exception failure)
    {
        _host.Halt();
        OnFatal(failure);
    }

    internal void OnFatal(Exception failure) => _terminated.TrySetException(new ActorSystemFailedException(failure));

    private async Task StopInOrderAsync()
    {
        await Task.Yield();
        _host.BeginShutdown();
        var allStopped = true;
        while (LastSpawned() is { } actor)
        {
            actor.Cell.Post(Kernel.Stop.Instance);
            var ended = Task.WhenAny(actor.Stopped.Task, _terminated.Task);
            try
            {
                await ended.WaitAsync(_options.Shutdown.PhaseTimeout, _time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                LeaveBehind(actor);
                allStopped = false;
            }

            if (_terminated.Task.IsCompleted) return;
        }

        // With every actor stopped the lanes stay open: what is told to them from now on still has to become a dead letter.
        if (!allStopped) _host.Halt();
        _terminated.TrySetResult();
    }

    private TopLevelActor? LastSpawned()
    {
        lock (_gate) return _topLevel.Count == 0 ? null : _topLevel[^1];
    }

    private void LeaveBehind(TopLevelActor actor)
    {
        lock (_gate) _topLevel.Remove(actor);
        var below = actor.Cell.Path.ToString();
        var effects = _host.RunningEffects.Where(effect => effect.IsBelow(below)).Take(10).Select(effect => effect.ToString());
        _log.LeftBehind(actor.Cell.Path, _options.Shutdown.PhaseTimeout, string.Join("; ", effects) is { Length: > 0 } some ? some : "none");
    }

    private sealed record TopLevelActor(ActorCell Cell)
    {
        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
