using Actors.Kernel;
using Actors.Ledger;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>All that a source of a controller held has been told once: what comes from now on are changes.</summary>
/// <param name="Controller">The controller.</param>
/// <param name="Source">Which of its sources, from 0.</param>
internal sealed record SourceSynced(ControllerSpec Controller, int Source);

/// <summary>Something that objects may refer to has changed.</summary>
/// <param name="Controller">Whose objects.</param>
/// <param name="Reference">Its kind, as an index into <see cref="ControllerSpec.References"/>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">What it comes to (<see cref="ObjectHash"/>); 0 if it is gone.</param>
internal sealed record ReferenceChanged(ControllerSpec Controller, int Reference, ObjectKey Name, ulong Version)
{
    /// <inheritdoc cref="ForResource.TraceParent"/>
    public string? TraceParent { get; init; }
}

/// <summary>Something that objects may refer to is as it was when it was listed first.</summary>
/// <inheritdoc cref="ReferenceChanged"/>
internal sealed record ReferenceListed(ControllerSpec Controller, int Reference, ObjectKey Name, ulong Version);

/// <summary>An object is to be reconciled, if there is one of that name.</summary>
/// <param name="Controller">Whose object.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsUrgent">Whether it is to run even in backoff.</param>
internal sealed record ReconcileNamed(ControllerSpec Controller, ObjectKey Name, bool IsUrgent = false)
{
    /// <inheritdoc cref="ForResource.TraceParent"/>
    public string? TraceParent { get; init; }
}

/// <summary>What is the state of the object of that name? Answered with <see cref="ResourceSnapshot"/>, or with <see cref="NoSuchResource"/>.</summary>
internal sealed record GetNamed(ControllerSpec Controller, ObjectKey Name) : INotInfluenceReceiveTimeout;

/// <summary>There is no object of that name.</summary>
internal sealed record NoSuchResource(ObjectKey Name);

/// <summary>A controller of this replica, and how many sources feed it.</summary>
/// <param name="Spec">The controller.</param>
/// <param name="Sources">How many lists and watches must be complete before its objects are reconciled.</param>
internal sealed record RegionController(ControllerSpec Spec, int Sources);

/// <summary>What a region is made with.</summary>
/// <param name="NumberOfShards">How many shards, 1 or more; the same on all replicas of a fleet.</param>
/// <param name="Limits">Who gives permits to those who wait.</param>
/// <param name="Permits">The permits of the replica, with quotas for all of <paramref name="Controllers"/>.</param>
/// <param name="Controllers">The controllers.</param>
/// <param name="Fleet">How it shares shards with other replicas; null where it has them all.</param>
internal sealed record RegionSettings(int NumberOfShards, ActorRef Limits, Permits Permits, IReadOnlyList<RegionController> Controllers, RegionFleet? Fleet = null)
{
    /// <summary>Who remembers what becomes of objects; null if nobody does.</summary>
    public ActorRef? Ledger { get; init; }

    /// <inheritdoc cref="ResourceSettings.LookEvery"/>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMinutes(10);
}
