using Actors.Kubernetes.Models;

namespace Actors.Kubernetes;

// The answers of discovery, as far as it needs them: apidiscovery.k8s.io (KEP-3352), and what there was before.
internal sealed record AggregatedDiscovery(string? Kind, IReadOnlyList<AggregatedGroup>? Items);

internal sealed record AggregatedGroup(V1ObjectMeta? Metadata, IReadOnlyList<AggregatedVersion>? Versions);

internal sealed record AggregatedVersion(string Version, IReadOnlyList<AggregatedResource>? Resources, string? Freshness);

internal sealed record AggregatedResource(
    string Resource,
    DiscoveredKind? ResponseKind,
    string? Scope,
    string? SingularResource,
    IReadOnlyList<string>? Verbs,
    IReadOnlyList<string>? ShortNames,
    IReadOnlyList<string>? Categories,
    IReadOnlyList<AggregatedSubresource>? Subresources);

internal sealed record AggregatedSubresource(string Subresource, DiscoveredKind? ResponseKind, IReadOnlyList<string>? Verbs);

internal sealed record DiscoveredKind(string? Group, string? Version, string? Kind);

internal sealed record ApiVersions(IReadOnlyList<string>? Versions);

internal sealed record ApiGroupList(IReadOnlyList<ListedGroup>? Groups);

internal sealed record ListedGroup(string Name, IReadOnlyList<ListedVersion>? Versions, ListedVersion? PreferredVersion);

internal sealed record ListedVersion(string GroupVersion, string Version);

internal sealed record ApiResourceList(IReadOnlyList<ListedResource>? Resources);

internal sealed record ListedResource(
    string Name,
    string? SingularName,
    bool Namespaced,
    string? Group,
    string? Version,
    string Kind,
    IReadOnlyList<string>? Verbs,
    IReadOnlyList<string>? ShortNames,
    IReadOnlyList<string>? Categories);
