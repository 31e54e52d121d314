using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>One life of a machine, from boot to crash: what the kernel sees of the world.</summary>
internal sealed class SimulatedHost : ActorHost
{
    private readonly EnvelopePool _envelopes = new();
    private readonly MachineTimers _timers;

    public SimulatedHost(Machine machine, MachineClock clock, int life, Random random)
    {
        Machine = machine;
        Clock = clock;
        Life = life;
        Random = random;
        _timers = new MachineTimers(this);
        Root = new SimulatedCell(this, null, ActorName.Of(""), Recorded(Props.Create(machine, static m => new Guardian(m.BootActors, m.Options.Supervision))));
    }

    public Machine Machine { get; }

    public World World => Machine.World;

    public MachineClock Clock { get; }

    /// <summary>Counted from 1.</summary>
    public int Life { get; }

    public SimulatedCell Root { get; }

    public bool HasEnded { get; set; }

    public override Instant Now => Clock.At(World.Time);

    public override Random Random { get; }

    public override int StashCapacity => World.Options.StashCapacity;

    public override ActorCell NewCell(CellOrigin origin, in ActorName name)
    {
        var cell = new SimulatedCell(this, origin.Parent, name, Recorded(origin.Props));
        Record(TraceKind.Spawned, cell, origin.Parent, null);
        return cell;
    }

    public override Envelope Rent(object message, ActorRef? sender) => _envelopes.Rent(message, sender);

    public override void Return(Envelope envelope) => _envelopes.Return(envelope);

    public override TimerNode RentTimer() => _timers.Rent();

    public override void ReturnTimer(TimerNode timer) => _timers.Return(timer);

    public override void Arm(TimerNode timer, Instant deadline) => _timers.Arm(timer, deadline);

    public override void Disarm(TimerNode timer) => timer.DeadlineTicks = TimerNode.Never;

    public override bool Release(TimerNode timer) => _timers.Release(timer);

    public override void Begin(EffectRun run) => World.Effects.Begin(run, this);

    public override void Cancel(EffectRun run) => ((EffectCall)run.HostState!).Cancel();

    public override void OnDeadLetter(DeadLetter letter) =>
        Record(TraceKind.DeadLetter, letter.Recipient, letter.Sender, letter.Message);

    public override void OnFailure(ActorCell actor, Exception failure, Directive? directive) =>
        Record(Failures.KindOf(directive), actor, null, failure);

    public override void OnUnhandled(ActorCell actor, object message, ActorRef? sender) =>
        Record(TraceKind.Unhandled, actor, sender, message);

    public override void OnStopped(ActorCell actor) => Record(TraceKind.Ended, actor, actor.Parent, null);

    public override void OnFatal(ActorCell origin, Exception failure)
    {
        Record(TraceKind.Fatal, origin, null, failure);
        Machine.Crash();
    }

    public void Record(TraceKind kind, ActorRef? actor, ActorRef? other, object? message) =>
        World.Record(new TraceEvent(World.Time, kind, Machine, actor, other, message));

    private RecordedProps Recorded(Props props) => new(props, this);
}
