using Actors.Ingest;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Sharding;

namespace Actors.Operators.Running;

/// <summary>Makes the list of what a controller watches: each kind in each namespace.</summary>
/// <param name="kind">The kind it reconciles.</param>
/// <param name="selector">Of these only those with such labels.</param>
/// <param name="own">The namespaces it reconciles in; null for those of the operator.</param>
/// <param name="all">The namespaces of the operator; one empty name for all there are.</param>
internal sealed class ControllerSources(KubernetesEntity kind, string selector, IReadOnlyList<string>? own, IReadOnlyList<string> all)
{
    public IReadOnlyList<ControllerSource> Of(
        IReadOnlyList<KubernetesEntity> owned,
        IReadOnlyList<KubernetesEntity> references,
        IReadOnlyList<(KubernetesEntity Kind, Func<KubernetesObject, IReadOnlyList<ObjectKey>> Map)> watches) =>
    [
        .. In(kind, own ?? all).Select(one => new ControllerSource(one with { LabelSelector = selector }, RouteRole.Primary)),

        // What belongs to an object is in its namespace; what it refers to may be in another.
        .. owned.SelectMany((child, index) => In(child, own ?? all).Select(one => new ControllerSource(one, RouteRole.Owned, index))),

        // Of what is only referred to by name, nothing but the name is of interest here.
        .. references.SelectMany((other, index) =>
            In(other, all).Select(one => new ControllerSource(one with { Content = ObjectContent.MetadataOnly }, RouteRole.Referenced, index))),
        .. watches.SelectMany(watch => In(watch.Kind, all).Select(one => new ControllerSource(one, RouteRole.Mapped, Map: watch.Map))),
    ];

    private static IEnumerable<WatchedKind> In(KubernetesEntity kind, IReadOnlyList<string> namespaces) =>
        from space in kind.Namespaced ? namespaces : [""] select new WatchedKind(kind.Group, kind.Version, kind.Kind, space);
}
