namespace Actors.Simulation;

/// <summary>
/// An invariant, checked from outside: it sees the trace, as behaviours and the world report it, and shares neither code nor state with what it checks.
/// </summary>
public abstract class Checker
{
    private World? _world;

    /// <summary>The name a violation is reported under.</summary>
    public virtual string Invariant => GetType().Name;

    /// <summary>Sees everything that happens, as it happens.</summary>
    public abstract void Observe(in TraceEvent happened);

    /// <summary>Checks what must hold once faults have ended and nothing more happens.</summary>
    public virtual void AtRest() { }

    internal void Attach(World world) => _world = world;

    /// <summary>Reports that something happened that must not.</summary>
    protected void Violate(string message) => _world!.Violate(Invariant, message, ViolationKind.Safety);

    /// <summary>Reports that something has not happened that must.</summary>
    protected void Miss(string message) => _world!.Violate(Invariant, message, ViolationKind.Liveness);
}
