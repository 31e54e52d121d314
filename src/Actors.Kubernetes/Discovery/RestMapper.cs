namespace Actors.Kubernetes;

/// <summary>Finds the resource for a kind, by what the server serves. Asks the server the first time, and again when something is not known, for it may be new.</summary>
public sealed class RestMapper
{
    private readonly DiscoveryClient _discovery;
    private readonly Lock _gate = new();
    private Task<ApiCatalog>? _catalog;

    internal RestMapper(DiscoveryClient discovery) => _discovery = discovery;

    /// <summary>The resource that serves a kind.</summary>
    /// <exception cref="UnknownResourceException">There is none.</exception>
    public Task<ApiResource> ResourceForAsync(GroupVersionKind kind, CancellationToken cancellation = default) =>
        FindAsync(catalog => catalog.Find(kind), $"kind {kind}", one => one.Kind.Kind == kind.Kind, cancellation);

    /// <summary>What there is to know of a resource, its kind among it.</summary>
    /// <exception cref="UnknownResourceException">There is none.</exception>
    public Task<ApiResource> ResourceForAsync(GroupVersionResource resource, CancellationToken cancellation = default) =>
        FindAsync(catalog => catalog.Find(resource), $"resource {resource}", one => one.Resource.Resource == resource.Resource, cancellation);

    /// <summary>A resource as people name it: see <see cref="ApiCatalog.Find(string)"/>.</summary>
    /// <exception cref="UnknownResourceException">There is none.</exception>
    public Task<ApiResource> ResourceForAsync(string name, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return FindAsync(catalog => catalog.Find(name), $"resource '{name}'", one => one.Resource.Resource == name.Split('.')[0], cancellation);
    }

    /// <summary>All that is known now.</summary>
    public Task<ApiCatalog> CatalogAsync(CancellationToken cancellation = default) => Known().WaitAsync(cancellation);

    /// <summary>Forgets what is known, so that the server is asked the next time.</summary>
    public void Reset()
    {
        lock (_gate) _catalog = null;
    }

    private async Task<ApiResource> FindAsync(
        Func<ApiCatalog, ApiResource?> find, string wanted, Func<ApiResource, bool> isSimilar, CancellationToken cancellation)
    {
        var known = Known();
        if (find(await known.WaitAsync(cancellation).ConfigureAwait(false)) is { } found) return found;
        var fresh = await NewerThan(known).WaitAsync(cancellation).ConfigureAwait(false);
        return find(fresh) ?? throw new UnknownResourceException(wanted, fresh.Resources.Where(isSimilar), ProblemsOf(fresh));
    }

    private static IEnumerable<string> ProblemsOf(ApiCatalog catalog) =>
        from @group in catalog.Groups
        from version in @group.Versions
        where version.Problem is not null
        select $"{@group.Name}/{version.Version}: {version.Problem}";

    private Task<ApiCatalog> Known()
    {
        lock (_gate)
        {
            if (_catalog is null or { IsFaulted: true } or { IsCanceled: true }) _catalog = _discovery.DiscoverAsync();
            return _catalog;
        }
    }

    /// <summary>Many who miss something at once ask the server once.</summary>
    private Task<ApiCatalog> NewerThan(Task<ApiCatalog> known)
    {
        lock (_gate)
        {
            if (_catalog == known) _catalog = null;
        }

        return Known();
    }
}
