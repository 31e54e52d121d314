using Actors.Cluster;
using Actors.Ingest;
using Actors.Kernel;
using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>Something done for an object. Each of its requests is let through only while the ownership it is done under lasts.</summary>
internal abstract record OwnedEffect : Effect
{
    /// <summary>What it is done under.</summary>
    public Ownership Ownership { get; init; } = Ownership.Unlimited;

    /// <summary>The slots of limits by key it is done under; null if there are none that can run out.</summary>
    public HeldSlots? Slots { get; init; }

    /// <summary>The trace context of what has caused it; null for none, or for nothing that was traced.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>A slot of a key that counts across the fleet.</summary>
/// <param name="Key">The key.</param>
/// <param name="Life">Another one each time what was held of the key has run out: what was begun before that is never good again.</param>
internal readonly record struct KeySlot(string Key, long Life);

/// <summary>Slots of limits by key under which something is done.</summary>
/// <param name="Keys">Of which keys: it needs all.</param>
/// <param name="Until">Until when they were good when it began.</param>
internal sealed record HeldSlots(IReadOnlyList<KeySlot> Keys, Instant Until);

/// <summary>
/// Lets requests under these slots through until then, and under others only as long as they were good when what sends them began. The outcome is <see cref="SlotsKept"/>.
/// </summary>
/// <param name="Number">Higher than that of any before it: who is overtaken says nothing.</param>
/// <param name="Until">Until when each is good, by the host's clock.</param>
internal sealed record KeepSlots(long Number, IReadOnlyDictionary<KeySlot, Instant> Until) : Effect;

/// <summary>The slots are good for as long as was wanted.</summary>
internal sealed record SlotsKept;

/// <summary>Runs the author's reconcile, or the author's cleanup of an object that is being deleted.</summary>
/// <param name="Controller">Whose.</param>
/// <param name="Object">The object in the latest version known.</param>
/// <param name="Children">What belongs to it. An array that is not changed any more.</param>
/// <param name="IsCleanup">Whether the object is being deleted and is to be cleaned up after.</param>
/// <param name="Attempt">1 for the first try, higher after failures in a row.</param>
/// <param name="Memory">What the last run left for this one; null for the first.</param>
/// <remarks>The outcome is <see cref="ReconcileEnded"/>. When it is cancelled it ends as soon as the author's code lets it.</remarks>
internal sealed record Reconcile(ControllerSpec Controller, KubernetesObject Object, Child[] Children, bool IsCleanup, int Attempt, object? Memory) : OwnedEffect
{
    /// <summary>How long it waited for its permit.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>The author's own state of the object, as JSON; null if there is none. Not changed any more.</summary>
    public byte[]? State { get; init; }
}

/// <summary>The outcome of <see cref="Reconcile"/>.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Written">
/// The answers to what it wrote, in order: the object itself, and objects of owned kinds whose controller it is. Not those it deleted.
/// </param>
/// <param name="Memory">For the next run.</param>
internal sealed record ReconcileEnded(ReconcileResult Result, IReadOnlyList<KubernetesObject> Written, object? Memory)
{
    /// <summary>The author's own state of the object for the next run; null for none.</summary>
    public byte[]? State { get; init; }
}

/// <summary>Puts the controller's finalizer on an object, if that is still of this version. The outcome is <see cref="ObjectWritten"/> or <see cref="WriteFailed"/>.</summary>
internal sealed record AddFinalizer(ControllerSpec Controller, KubernetesObject Object) : OwnedEffect;

/// <summary>Takes the controller's finalizer off an object, if that is still of this version. The outcome is <see cref="ObjectWritten"/> or <see cref="WriteFailed"/>.</summary>
internal sealed record RemoveFinalizer(ControllerSpec Controller, KubernetesObject Object) : OwnedEffect;

/// <summary>The server has taken a write.</summary>
/// <param name="Object">The object as it is now.</param>
internal sealed record ObjectWritten(KubernetesObject Object);

/// <summary>The server has not taken a write, or it is not known whether it has.</summary>
internal sealed record WriteFailed(RequestFailure Failure);

/// <summary>Looks whether an object of an owned kind is there. The outcome is <see cref="ChildRead"/>.</summary>
/// <param name="Controller">Whose.</param>
/// <param name="Kind">The kind, as an index into <see cref="ControllerSpec.Owned"/>.</param>
/// <param name="Last">The version known.</param>
internal sealed record ReadChild(ControllerSpec Controller, int Kind, KubernetesObject Last) : Effect;

/// <summary>The outcome of <see cref="ReadChild"/>.</summary>
/// <param name="Kind">What was asked for.</param>
/// <param name="Last">What was asked for.</param>
/// <param name="Found">The object as it is; empty if there is none of its name.</param>
/// <param name="Failure">Why it could not be read; null if it could.</param>
internal sealed record ChildRead(int Kind, KubernetesObject Last, KubernetesObject Found, RequestFailure? Failure = null);
