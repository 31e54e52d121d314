using System.Collections.Concurrent;
using Actors.Engine;
using Actors.Engine.Tests;
using Actors.Settings;
using Microsoft.Extensions.Logging;

namespace Actors.Kernel.Tests;

/// <summary>The contract on the thread pool, with a clock the test moves.</summary>
internal sealed class ActorSystemHarness : KernelHarness, ILogger<ActorSystem>
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<DeadLetter> _deadLetters = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly ConcurrentQueue<RunnerCall> _effects = new();
    private readonly ManualTimeProvider _time = new();
    private readonly ActorSystem _system;

    public ActorSystemHarness(bool startsOnLane = false)
    {
        var runners = new EffectRunners().Add<TestEffect>((effect, cancelled) =>
        {
            var call = new RunnerCall(effect, cancelled);
            _effects.Enqueue(call);
            return call.Outcome;
        }, startsOnLane);
        var options = new ActorSystemOptions { Mailbox = new MailboxOptions { StashCapacity = StashCapacity } };
        _system = new ActorSystem(options, runners, time: _time, log: this);
        _system.DeadLettered += _deadLetters.Enqueue;
    }

    public override IReadOnlyList<DeadLetter> DeadLetters => [.. _deadLetters];

    public override IReadOnlyList<Exception> Failures => [.. _failures];

    public override bool HasFailed => _system.WhenTerminated.IsFaulted;

    internal override IReadOnlyList<PendingEffect> Effects => [.. _effects.Where(call => !call.Outcome.IsCompleted)];

    private ActorSystemHost Engine => _system.Host;

    public override ActorRef Spawn(Props props, string? name = null) => _system.Spawn(props, name);

    public override Task SettleAsync()
    {
        Assert.True(SpinWait.SpinUntil(() => HasSettled(), Patience), $"Actors are still at work after {Patience}");
        return Task.CompletedTask;
    }

    public override async Task AdvanceAsync(TimeSpan duration)
    {
        await SettleAsync();
        for (var left = duration; left > TimeSpan.Zero; left -= Step)
        {
            _time.Advance(left < Step ? left : Step);
            await SettleAsync();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var effect in Effects) effect.EndAsCancelled();
        if (!HasFailed) await _system.DisposeAsync();
    }

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null && logLevel != LogLevel.Critical) _failures.Enqueue(exception);
    }

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    /// <summary>A turn may begin an effect and an effect's end brings a turn, so neither may have changed while the other was looked at.</summary>
    private bool HasSettled() => HasFailed || (EffectsAwaitTheTest() && Engine.Dispatcher.IsIdle && EffectsAwaitTheTest());

    private bool EffectsAwaitTheTest() => Engine.RunningEffects.Count() == Effects.Count;

    private sealed class RunnerCall(TestEffect effect, CancellationToken cancelled) : PendingEffect(effect)
    {
        private readonly TaskCompletionSource<object> _outcome = new();

        public Task<object> Outcome => _outcome.Task;

        public override bool IsCancelled => cancelled.IsCancellationRequested;

        public override void Complete(object outcome) => _outcome.SetResult(outcome);

        public override void Fail(Exception error) => _outcome.SetException(error);

        public override void EndAsCancelled() => _outcome.SetCanceled(cancelled);
    }
}
