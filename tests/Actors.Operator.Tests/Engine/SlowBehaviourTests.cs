using Actors.Kernel;
using Actors.Settings;

namespace Actors.Engine.Tests;

public sealed class SlowBehaviourTests : IAsyncDisposable
{
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(500);

    private readonly ManualTimeProvider _time = new();
    private readonly CapturedLog _log = new();
    private readonly Gate _gate = new();
    private readonly ActorSystem _system;

    public SlowBehaviourTests()
    {
        var dispatcher = new DispatcherOptions { Parallelism = 2, SlowBehaviourThreshold = Threshold };
        _system = new ActorSystem(new ActorSystemOptions { Dispatcher = dispatcher }, time: _time, log: _log);
    }

    [Fact]
    public async Task A_behaviour_that_takes_too_long_is_reported_once_while_it_runs()
    {
        _system.Spawn(Acting.As((_, _) => _gate.Pass()), "slow").Tell(new Work());
        await _gate.Entered;
        Look(times: 10);
        Assert.Equal(0, _system.SlowBehaviourCount);
        Look(times: 50);
        Assert.Equal(1, _system.SlowBehaviourCount);
        Assert.Equal("/slow has been handling Work for 500 ms or more; a behaviour must not block", Assert.Single(_log.Of(nameof(EngineLog.SlowBehaviour))));
    }

    [Fact]
    public async Task Each_message_that_takes_too_long_is_reported()
    {
        using var second = new Gate();
        var slow = _system.Spawn(Acting.As((message, _) => ((Gate)message).Pass()), "slow");
        foreach (var gate in new[] { _gate, second })
        {
            slow.Tell(gate);
            await gate.Entered;
            Look(times: 20);
            gate.Open();
        }

        Assert.Equal(2, _system.SlowBehaviourCount);
    }

    [Fact]
    public async Task An_actor_that_is_busy_for_long_with_many_messages_is_not_slow()
    {
        var gates = Enumerable.Range(0, 5).Select(_ => new Gate()).ToList();
        var busy = _system.Spawn(Acting.As((message, _) => ((Gate)message).Pass()));
        foreach (var gate in gates) busy.Tell(gate);
        foreach (var gate in gates)
        {
            await gate.Entered;
            Look(times: 9);
            gate.Open();
        }

        Assert.Equal(0, _system.SlowBehaviourCount);
    }

    [Fact]
    public async Task What_waits_behind_a_stuck_actor_is_handled_elsewhere()
    {
        using var quiet = new Gate();
        var heard = Waiting.Signal();
        var other = _system.Spawn(Acting.As((_, _) => heard.SetResult()));
        _system.Spawn(Acting.As((_, context) =>
        {
            quiet.Pass();
            context.Tell(other, "hello");
            _gate.Pass();
        })).Tell(new Work());

        // A lane that is still looking for work would take over by itself.
        await quiet.Entered;
        await Waiting.LetThreadsGoOn();
        quiet.Open();
        await _gate.Entered;
        Look(times: 2);
        await heard.Task.Soon();
    }

    [Fact]
    public async Task What_waits_behind_an_actor_stuck_in_its_start_is_handled_elsewhere_and_the_start_reported()
    {
        var heard = Waiting.Signal();
        var other = _system.Spawn(Acting.As((_, _) => heard.SetResult()));
        _system.Spawn(Props.Create(() => new StuckInStart(other, _gate)), "stuck");
        await _gate.Entered;
        Look(times: 20);
        await heard.Task.Soon();

        // Of the other one nothing is asked: the clock may have run ahead of the thread that has it hear.
        Assert.Single(_log.Of(nameof(EngineLog.SlowBehaviour)), static line => line.StartsWith("/stuck has been handling its start, restart or stop for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_looks_while_nothing_runs_and_what_begins_then_is_looked_at()
    {
        var slow = _system.Spawn(Acting.As((message, _) => (message as Gate)?.Pass()), "slow");
        slow.Tell(new Work());
        await WhenNobodyLooksAsync();

        // The clock may have run ahead of the thread that was to handle the first.
        var before = _system.SlowBehaviourCount;
        slow.Tell(_gate);
        await _gate.Entered;
        Look(times: 20);
        Assert.Equal(before + 1, _system.SlowBehaviourCount);
        _gate.Open();
        await WhenNobodyLooksAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _system.DisposeAsync();
    }

    private void Look(int times)
    {
        for (var i = 0; i < times; i++) _time.Advance(Threshold / 10);
    }

    private Task<bool> WhenNobodyLooksAsync() => Waiting.UntilAsync(
        () =>
        {
            Look(times: 1);
            return Task.FromResult(_time.IsAnySet);
        },
        static isSet => !isSet);

    private sealed class Work;

    private sealed class StuckInStart(ActorRef other, Gate gate) : Actor
    {
        protected override void PreStart(ActorContext context)
        {
            context.Tell(other, "hello");
            gate.Pass();
        }

        protected override void Receive(object message, ActorContext context) { }
    }
}
