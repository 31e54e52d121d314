using Actors.Ingest;
using Actors.Objects;
using Actors.Sharding;

namespace Actors.Operators.Running;

/// <summary>Something a controller watches.</summary>
/// <param name="Kind">What.</param>
/// <param name="Role">What its objects are to the controller.</param>
/// <param name="Index">The kind's place among those that are owned or referred to.</param>
/// <param name="Map">For <see cref="RouteRole.Mapped"/>: whom a changed object concerns.</param>
internal sealed record ControllerSource(WatchedKind Kind, RouteRole Role, int Index = 0, Func<KubernetesObject, IReadOnlyList<ObjectKey>>? Map = null);
