using Actors.Simulation;

namespace Actors.Kernel.Tests;

/// <summary>The contract on one simulated machine.</summary>
internal sealed class SimulatedHarness : KernelHarness
{
    private static readonly TimeSpan SettlingTime = TimeSpan.FromMilliseconds(5);

    private readonly World _world = new(4711, new WorldOptions { StashCapacity = StashCapacity, TurnDelayMax = TimeSpan.FromMicroseconds(1) });
    private readonly List<SimulatedEffect> _effects = [];
    private readonly Machine _machine;

    public SimulatedHarness()
    {
        _machine = _world.AddMachine("m");
        _world.Handle<TestEffect>((effect, call) => _effects.Add(new SimulatedEffect(effect, call)));
    }

    public override IReadOnlyList<DeadLetter> DeadLetters => _world.DeadLetters;

    public override IReadOnlyList<Exception> Failures => [.. _world.Failures.Where(failure => failure.Decision != TraceKind.Fatal).Select(failure => failure.Error)];

    public override bool HasFailed => _machine.State == MachineState.Crashed;

    internal override IReadOnlyList<PendingEffect> Effects => [.. _effects.Where(effect => !effect.HasEnded)];

    public override ActorRef Spawn(Props props, string? name = null) => _machine.Spawn(props, name);

    public override Task SettleAsync()
    {
        _world.RunFor(SettlingTime);
        Assert.Null(_world.Violation);
        return Task.CompletedTask;
    }

    public override async Task AdvanceAsync(TimeSpan duration)
    {
        await SettleAsync();
        _world.RunFor(duration);
        await SettleAsync();
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class SimulatedEffect(TestEffect effect, EffectCall call) : PendingEffect(effect)
    {
        public bool HasEnded => call.HasEnded;

        public override bool IsCancelled => call.IsCancelled;

        public override void Complete(object outcome) => call.Complete(outcome);

        public override void Fail(Exception error) => call.Fail(error);

        public override void EndAsCancelled() => call.CompleteCancelled();
    }
}
