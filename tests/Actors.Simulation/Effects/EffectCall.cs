using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>One effect on its way through a simulated world, which answers it exactly once: at once or later, cancelled or not.</summary>
public sealed class EffectCall
{
    private readonly EffectRun _run;
    private readonly SimulatedHost _life;
    private Action? _onCancelled;

    internal EffectCall(EffectRun run, SimulatedHost life)
    {
        _run = run;
        _life = life;
    }

    /// <summary>Who performs it.</summary>
    public ActorRef Actor => _run.Owner;

    /// <summary>The machine it comes from.</summary>
    public Machine Machine => _life.Machine;

    /// <summary>Whether the actor has asked for an early end. A world need not obey.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Whether the process that performs it has crashed: nobody hears the answer, and nothing more is done in its name.</summary>
    public bool IsUnheard => _life.HasEnded;

    /// <summary>Whether it was answered.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Runs <paramref name="action"/> when the actor asks for an early end, at once if it has already.</summary>
    public void OnCancelled(Action action)
    {
        if (IsCancelled) action();
        else _onCancelled += action;
    }

    /// <summary>Ends the effect with what it says. The machine may have crashed: then nobody hears it.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public void Complete(object outcome)
    {
        if (HasEnded) throw new InvalidOperationException($"{_run.Effect} was answered already");
        HasEnded = true;
        _life.Record(_life.HasEnded ? TraceKind.EffectUnheard : TraceKind.EffectEnded, Actor, null, outcome);
        if (!_life.HasEnded) _run.Complete(outcome);
    }

    /// <summary>Ends the effect with <see cref="EffectFailed"/>.</summary>
    public void Fail(Exception error) => Complete(new EffectFailed(_run.Effect, error));

    /// <summary>Ends the effect with <see cref="EffectCancelled"/>.</summary>
    public void CompleteCancelled() => Complete(new EffectCancelled(_run.Effect));

    internal void Cancel()
    {
        if (IsCancelled || HasEnded) return;
        IsCancelled = true;
        _life.Record(TraceKind.EffectCancelled, Actor, null, _run.Effect);
        if (_onCancelled is { } action) _life.World.RunOutside(action);
    }
}
