using Actors.Ingest;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Sharding;

/// <summary>What an object of a kind is to a controller.</summary>
internal enum RouteRole
{
    /// <summary>What it reconciles.</summary>
    Primary,

    /// <summary>What belongs to an object it reconciles.</summary>
    Owned,

    /// <summary>What an object it reconciles refers to by name.</summary>
    Referenced,

    /// <summary>What has objects reconciled that a function names.</summary>
    Mapped,
}

/// <summary>Where the objects of a kind go.</summary>
/// <param name="Controller">To whose objects.</param>
/// <param name="Source">Which of the controller's sources this is, from 0.</param>
/// <param name="Role">What they are to it.</param>
/// <param name="Index">The kind's place in <see cref="ControllerSpec.Owned"/> or <see cref="ControllerSpec.References"/>.</param>
/// <param name="Map">For <see cref="RouteRole.Mapped"/>: the names of the objects to reconcile. The author's, made safe: it does not throw.</param>
internal sealed record IngestRoute(
    ControllerSpec Controller, int Source, RouteRole Role, int Index = 0, Func<KubernetesObject, IReadOnlyList<ObjectKey>>? Map = null);

/// <summary>What an ingest actor lists and watches, and for whom.</summary>
/// <param name="Kind">What.</param>
/// <param name="Routes">For whom.</param>
/// <param name="Options">How.</param>
/// <param name="NumberOfShards">How many shards there are, where the region says which it follows; 0 where it is told all.</param>
internal sealed record IngestSettings(WatchedKind Kind, IReadOnlyList<IngestRoute> Routes, ListWatchOptions Options, int NumberOfShards = 0)
{
    /// <summary>
    /// By what its objects are divided among replicas: what is reconciled by its own uid, what belongs to that by its owner's. Null where every replica needs all of them: what objects
    /// refer to by name may concern any, and where a kind is both of the former no one range of hashes holds what is wanted.
    /// </summary>
    public ShardField? ShardField { get; } =
        Routes.Count == 0 ? null
        : Routes.All(static route => route.Role == RouteRole.Primary) ? Ingest.ShardField.Uid
        : Routes.All(static route => route.Role == RouteRole.Owned) ? Ingest.ShardField.ControllerUid
        : null;

    /// <summary>
    /// Whether all of it is read nevertheless, and cut here: where it is read at an API server that cannot cut it, a stream for each change of what is followed would each be one of
    /// everything. Default false.
    /// </summary>
    public bool IsReadWhole { get; init; }
}

/// <summary>How is the ingest? Answered with <see cref="IngestSnapshot"/>.</summary>
internal sealed record GetIngest : Kernel.INotInfluenceReceiveTimeout;

/// <summary>How an ingest is.</summary>
/// <param name="Kind">What it watches.</param>
/// <param name="HasSynced">Whether all there was has been told once.</param>
/// <param name="Objects">How many objects there are.</param>
/// <param name="ResourceVersion">The version up to which everything is known.</param>
/// <param name="Activity">What it does now: <c>List</c>, <c>Watch</c> or <c>Wait</c>.</param>
/// <param name="LastFailure">What went wrong last; null if nothing has since it worked last.</param>
/// <param name="Silence">How long ago the server last said something about it, be it a bookmark; null if it has not.</param>
internal sealed record IngestSnapshot(
    WatchedKind Kind, bool HasSynced, int Objects, string ResourceVersion, string Activity, RequestFailure? LastFailure, TimeSpan? Silence = null);

/// <summary>Says in the log how an ingest is. The outcome is <see cref="SourceReported"/>.</summary>
/// <param name="Kind">What it watches.</param>
/// <param name="Failure">What went wrong; null when all has been told.</param>
/// <param name="Objects">How many objects there are.</param>
internal sealed record ReportSource(WatchedKind Kind, RequestFailure? Failure, int Objects) : Kernel.Effect;

/// <summary>It is in the log.</summary>
internal sealed record SourceReported;
