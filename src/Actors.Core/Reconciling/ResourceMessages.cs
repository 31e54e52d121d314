using Actors.Cluster;
using Actors.Ledger;
using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>A message for the actor of one object: the region passes it to the shard of its uid, and that to the actor.</summary>
internal abstract class ForResource(ControllerSpec controller, string uid)
{
    /// <summary>Whose object it is.</summary>
    public ControllerSpec Controller => controller;

    /// <summary>The uid of the object, not of what belongs to it.</summary>
    public string Uid => uid;

    /// <summary>The trace context of what has come to pass (W3C's <c>traceparent</c>), for the reconcile that comes of it; null, mostly, for none.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>The object is there, new or in another version.</summary>
internal sealed class PrimaryChanged(ControllerSpec controller, string uid, KubernetesObject subject, WorkClass work) : ForResource(controller, uid)
{
    public KubernetesObject Object => subject;

    /// <summary>Why it is told: it has changed, or was listed.</summary>
    public WorkClass Work => work;
}

/// <summary>The object is gone, or is none that is wanted any more.</summary>
internal sealed class PrimaryDeleted(ControllerSpec controller, string uid, KubernetesObject last) : ForResource(controller, uid)
{
    public KubernetesObject Last => last;
}

/// <summary>Something that belongs to the object is there, new or in another version.</summary>
internal sealed class ChildChanged(ControllerSpec controller, string uid, Child child, WorkClass work) : ForResource(controller, uid)
{
    public Child Child => child;

    public WorkClass Work => work;
}

/// <summary>Something does not belong to the object any more.</summary>
internal sealed class ChildDeleted(ControllerSpec controller, string uid, Child last) : ForResource(controller, uid)
{
    public Child Last => last;
}

/// <summary>The object is to be reconciled, whether it has changed or not: what it refers to has, or somebody asks for it.</summary>
internal sealed class ReconcileRequested(ControllerSpec controller, string uid, bool isUrgent) : ForResource(controller, uid)
{
    /// <summary>Whether it is to run even in backoff.</summary>
    public bool IsUrgent => isUrgent;
}

/// <summary>What all that the object refers to comes to; told where what becomes of objects is remembered.</summary>
internal sealed class ReferencesAre(ControllerSpec controller, string uid, ulong hash) : ForResource(controller, uid)
{
    public ulong Hash => hash;
}

/// <summary>What is the state of the object? Answered with <see cref="ResourceSnapshot"/>.</summary>
internal sealed class GetResource(ControllerSpec controller, string uid) : ForLiveResource(controller, uid);

/// <summary>All that must be known before a controller's objects are reconciled is known, and they may be.</summary>
internal sealed class ControllerReady(ControllerSpec controller, Ownership? ownership = null, ShardLedger? ledger = null)
{
    public ControllerSpec Controller => controller;

    /// <summary>What they are reconciled under.</summary>
    public Ownership Ownership => ownership ?? Ownership.Unlimited;

    /// <summary>Where what becomes of them is remembered; null if nowhere.</summary>
    public ShardLedger? Ledger => ledger;
}

/// <summary>Nothing new is to be started for the object until <see cref="ControllerReady"/> comes again. Answered to the shard with <see cref="ResourceHeld"/> when nothing runs.</summary>
/// <param name="cancels">Whether what runs is to be cancelled.</param>
internal sealed class HoldResource(bool cancels)
{
    public bool Cancels => cancels;
}

/// <summary>How far is it to what the object waits for? Told every now and then to those that may have no timer for it.</summary>
internal sealed class LookAtTime
{
    public static readonly LookAtTime Instance = new();
}

/// <summary>Nothing runs for the object, and nothing is started.</summary>
/// <param name="tries">What became of its last tries; null if the last one has succeeded and it is not paused.</param>
internal sealed class ResourceHeld(TryState? tries)
{
    public TryState? Tries => tries;
}

/// <summary>What an object's former owner knows of its tries, to go on from there.</summary>
/// <param name="Controller">The name of the controller.</param>
/// <param name="Uid">The object.</param>
/// <param name="Failures">How often it has failed in a row.</param>
/// <param name="Generation">The generation tried last.</param>
/// <param name="DueIn">When it is to be tried again, from when this was said.</param>
/// <param name="LastError">Why it failed last.</param>
/// <param name="IsPaused">Whether somebody has paused it.</param>
internal sealed record TryState(string Controller, string Uid, int Failures, long Generation, TimeSpan DueIn, ReconcileError? LastError, bool IsPaused = false);

/// <summary>The state of an object, as its actor has it.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="State">Where it stands.</param>
/// <param name="For">For how long.</param>
/// <param name="Failures">How often it has failed in a row.</param>
/// <param name="DueIn">When it is to run next, from now; null if only a change will have it run.</param>
/// <param name="LastError">Why it failed last, if it has not succeeded since.</param>
/// <param name="Generation">The generation known.</param>
/// <param name="DoneGeneration">The generation of the last success; -1 if there was none.</param>
/// <param name="HeldUpBy">The limit it waits for, in <see cref="ResourceState.Waiting"/>.</param>
/// <param name="IsHanging">Whether it runs on though its time is over and it was asked to end: its permit is others' then.</param>
/// <param name="Children">What belongs to it.</param>
internal sealed record ResourceSnapshot(
    ObjectKey Key, string Uid, ResourceState State, TimeSpan For, int Failures, TimeSpan? DueIn, ReconcileError? LastError, long Generation, long DoneGeneration,
    string? HeldUpBy, bool IsHanging, IReadOnlyList<Child> Children);
