namespace Actors.Reconciling;

/// <summary>
/// What only some objects need, made when first needed and dropped when not needed any more: those that have failed, wait in line, have written what the watch has not shown yet, or are looked at. An
/// object that does nothing but succeed has none.
/// </summary>
internal sealed class ResourceExtras
{
    /// <summary>How often it has failed in a row.</summary>
    public int Failures;

    /// <summary>Why it failed last, if it has not succeeded since.</summary>
    public ReconcileError? LastError;

    /// <summary>The generation tried last, where that is not the one of the last success.</summary>
    public long? TriedGeneration;

    /// <summary>Whether the object was being deleted then.</summary>
    public bool TriedDeletion;

    /// <summary>Whether it got in line before the wait after its last failure was over.</summary>
    public bool IsEarly;

    /// <summary>The limit by key it waits for.</summary>
    public string? HeldUpBy;

    /// <summary>The trace context of what it waits to run for.</summary>
    public string? TraceParent;

    /// <summary>Children that were written here and that the watch has not shown yet.</summary>
    public List<Child>? Unconfirmed;

    public Transitions Transitions;

    /// <summary>Whether nothing is lost with it.</summary>
    public bool IsEmpty =>
        Failures == 0 && LastError is null && TriedGeneration is null && !IsEarly && HeldUpBy is null && TraceParent is null && Unconfirmed is not { Count: > 0 } && !Transitions.IsKept;
}
