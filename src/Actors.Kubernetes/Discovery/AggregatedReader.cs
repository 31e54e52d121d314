namespace Actors.Kubernetes;

/// <summary>Reads aggregated discovery.</summary>
internal static class AggregatedReader
{
    public static IEnumerable<ApiGroup> Read(AggregatedDiscovery document) =>
        (document.Items ?? []).Select(static group => Read(group.Metadata?.Name ?? "", group.Versions ?? []));

    private static ApiGroup Read(string group, IReadOnlyList<AggregatedVersion> versions) =>
        new(group, [.. versions.Select(version => new ApiGroupVersion(
            version.Version,
            [.. (version.Resources ?? []).Select(resource => Read(group, version.Version, resource))],
            version.Freshness == "Stale" ? "the server that serves it does not answer" : null))]);

    private static ApiResource Read(string group, string version, AggregatedResource resource) => new(
        new GroupVersionResource(group, version, resource.Resource),
        KindOf(group, version, resource.ResponseKind),
        resource.SingularResource ?? "",
        resource.Scope == "Namespaced",
        resource.Verbs ?? [],
        resource.ShortNames ?? [],
        resource.Categories ?? [],
        [.. (resource.Subresources ?? []).Select(one => new ApiSubresource(one.Subresource, KindOf(group, version, one.ResponseKind), one.Verbs ?? []))]);

    // Empty means the same as the resource has; for the core group, whose name is empty, the version tells that apart from a kind of another group.
    private static GroupVersionKind KindOf(string group, string version, DiscoveredKind? kind) =>
        string.IsNullOrEmpty(kind?.Version) ? new GroupVersionKind(group, version, kind?.Kind ?? "") : new GroupVersionKind(kind.Group ?? "", kind.Version, kind.Kind ?? "");
}
