namespace Actors.Kubernetes;

/// <summary>All that a server serves, as of one moment.</summary>
/// <param name="Groups">The groups, in the server's order, the core group first.</param>
public sealed record ApiCatalog(IReadOnlyList<ApiGroup> Groups)
{
    /// <summary>All resources: preferred versions of a group before its others.</summary>
    public IEnumerable<ApiResource> Resources => Groups.SelectMany(static group => group.Versions).SelectMany(static version => version.Resources);

    /// <summary>The resource that serves a kind; null if there is none.</summary>
    public ApiResource? Find(GroupVersionKind kind) => Resources.FirstOrDefault(one => one.Kind == kind);

    /// <summary>A resource by its name in paths; null if there is none.</summary>
    public ApiResource? Find(GroupVersionResource resource) => Resources.FirstOrDefault(one => one.Resource == resource);

    /// <summary>
    /// A resource as people name it: plural, singular, short name or kind, in any case, alone or followed by the group or by version and group, as in
    /// <c>deploy</c>, <c>deployments.apps</c>, <c>deployments.v1.apps</c>. Null if there is none.
    /// </summary>
    public ApiResource? Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var candidates = Resources.Where(one => IsCalled(one, dot < 0 ? name : name[..dot]));
        if (dot < 0) return Best(candidates);
        var rest = name[(dot + 1)..];
        var inVersion = candidates.Where(one => Same(rest, one.Resource.Group.Length == 0 ? one.Resource.Version : $"{one.Resource.Version}.{one.Resource.Group}"));
        return Best(inVersion) ?? Best(candidates.Where(one => Same(rest, one.Resource.Group)));

        // A plural name is one resource's only; a short name may be that of several.
        ApiResource? Best(IEnumerable<ApiResource> found) =>
            found.OrderBy(one => Same(one.Resource.Resource, dot < 0 ? name : name[..dot]) ? 0 : 1).FirstOrDefault();
    }

    private static bool IsCalled(ApiResource resource, string name) =>
        Same(resource.Resource.Resource, name) || Same(resource.Singular, name) || Same(resource.Kind.Kind, name) || resource.ShortNames.Any(one => Same(one, name));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
