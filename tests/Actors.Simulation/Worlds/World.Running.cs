using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Time passes.</summary>
public sealed partial class World
{
    private bool IsAtRest => _events.IsEmpty && !_machines.Exists(machine => machine.HoldsEvents);

    /// <summary>Lets the next thing happen. False if nothing more will, or an invariant was violated.</summary>
    public bool Step()
    {
        if (Violation is not null || _events.IsEmpty) return false;
        EventCount++;
        var happening = _events.Take();
        if (happening.Machine?.State == MachineState.Paused) happening.Machine.Hold(happening);
        else if (happening.Life is not { } life) RunOutside(happening.Happen);
        else if (!life.HasEnded) RunTurn(life, happening);
        return true;
    }

    /// <summary>Lets <paramref name="duration"/> pass.</summary>
    public void RunFor(TimeSpan duration)
    {
        var end = Time + duration.Ticks;
        while (_events.NextTime <= end && Step()) { }
        _events.AdvanceTo(end);
    }

    /// <summary>Runs until <paramref name="condition"/> holds; false if it does not within <paramref name="limit"/>.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        var end = Time + limit.Ticks;
        while (!condition())
        {
            if (_events.NextTime > end || !Step()) return false;
        }

        return true;
    }

    /// <summary>Runs until nothing more would ever happen: no message, timer, effect. False if it still does after <paramref name="limit"/>.</summary>
    public bool RunToRest(TimeSpan limit) => RunUntil(() => IsAtRest, limit);

    private void RunTurn(SimulatedHost life, IEvent happening)
    {
        try
        {
            RunAs(life, happening, static turn => turn.Happen());
        }
        catch (Exception failure)
        {
            // Behaviours' failures are the kernel's to catch: what gets here is the kernel's own.
            life.Record(TraceKind.Fatal, happening as ActorRef, null, failure);
            Violate("KernelThrows", $"{failure.GetType().Name} in a turn of {happening}: {failure.Message}\n{failure.StackTrace}", ViolationKind.Crash);
        }
    }
}
