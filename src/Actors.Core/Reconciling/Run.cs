using Actors.Cluster;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>What an actor does under a permit.</summary>
internal enum RunStep
{
    /// <summary>Nothing: the object is gone, or is being deleted and not ours to clean up.</summary>
    None,

    /// <summary>Puts the finalizer on.</summary>
    AddFinalizer,

    /// <summary>Runs the author's reconcile.</summary>
    Reconcile,

    /// <summary>Runs the author's cleanup.</summary>
    Cleanup,

    /// <summary>Takes the finalizer off.</summary>
    RemoveFinalizer,
}

/// <summary>What an actor knows while it runs.</summary>
/// <param name="isEarly">Whether it began before the wait after the last failure was over, because something had changed.</param>
/// <param name="hasTakenPermit">Whether it has taken its permit without asking for it, and gives it back so.</param>
/// <param name="waited">How long it waited for its permit.</param>
/// <param name="ownership">What it does it does under this.</param>
internal sealed class Run(bool isEarly, bool hasTakenPermit, TimeSpan waited, Ownership ownership)
{
    private List<KubernetesObject>? _seen;
    private List<KubernetesObject>? _gone;
    private List<KubernetesObject>? _written;

    public Ownership Ownership => ownership;

    public bool IsEarly => isEarly;

    public bool HasTakenPermit => hasTakenPermit;

    public TimeSpan Waited => waited;

    /// <summary>What it runs under that can run out; null for nothing.</summary>
    public HeldSlots? Slots { get; init; }

    /// <summary>The trace context of what has caused it; null for none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>That of the first that came while it ran, for the run after it.</summary>
    public string? NextTraceParent { get; set; }

    public RunStep Step { get; set; }

    public EffectId Effect { get; set; }

    /// <summary>The generation of the object when this step began.</summary>
    public long Generation { get; set; }

    /// <summary>Whether the object was being deleted then.</summary>
    public bool IsDeletion { get; set; }

    /// <summary>Whether the author's cleanup has succeeded.</summary>
    public bool IsCleanedUp { get; set; }

    /// <summary>Whether something has changed for certain.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Whether it was asked to end.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>Whether it was asked to end because others are to get its permit.</summary>
    public bool HasLostPermit { get; set; }

    /// <summary>Whether it has not ended when it was asked to, and its permit is others' now.</summary>
    public bool IsHanging { get; set; }

    /// <summary>Whether something has changed that it has not done itself.</summary>
    public bool WasOvertaken => IsDirty || (_seen?.Exists(seen => _written?.Exists(written => written.IsVersionOf(seen)) != true) ?? false);

    /// <summary>Notes what came while it ran. What of that it has written itself is known when it has ended.</summary>
    public void See(KubernetesObject seen) => (_seen ??= []).Add(seen);

    /// <summary>Notes what has gone while it ran: what it has written may be gone already.</summary>
    public void NoteGone(KubernetesObject gone) => (_gone ??= []).Add(gone);

    /// <summary>Notes what it has written.</summary>
    public void NoteWritten(KubernetesObject written) => (_written ??= []).Add(written);

    /// <summary>Whether it has gone while it ran.</summary>
    public bool HasGone(KubernetesObject sameUid) => _gone?.Exists(gone => gone.HasUidOf(sameUid)) ?? false;
}
