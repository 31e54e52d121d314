using Actors.Objects;

namespace Actors.Simulation;

/// <summary>The cluster holds something new.</summary>
internal sealed record ClusterChanged(WatchEventType Type, string Object);

/// <summary>An object is not there any more.</summary>
internal sealed record Vanished(string Kind, string Uid);

/// <summary>The author's reconcile, or cleanup, of an object has begun.</summary>
internal sealed record ReconcileBegun(string Uid, int Life, long Generation, bool HasFinalizer, bool IsCleanup);

/// <summary>It has ended: nothing more is done in its name.</summary>
internal sealed record ReconcileOver(string Uid, int Life);

/// <summary>The cleanup of an object has succeeded.</summary>
internal sealed record CleanedUp(string Uid);

/// <summary>An object has lost its finalizer.</summary>
internal sealed record FinalizerOff(string Uid);

/// <summary>Something was created for an object.</summary>
internal sealed record PartCreated(string OwnerUid, bool OwnerHasFinalizer);
