using System.Text.Json;
using Actors.Kubernetes.Models;

namespace Actors.Kubernetes;

/// <summary>Asks a server what it serves: by two requests where it has aggregated discovery (Kubernetes 1.26 and later), else by one for each version of each group.</summary>
public sealed class DiscoveryClient
{
    private const string Aggregated =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private readonly RestClient _rest;

    internal DiscoveryClient(RestClient rest) => _rest = rest;

    /// <summary>Asks for all there is.</summary>
    /// <remarks>A group version that does not answer has its <see cref="ApiGroupVersion.Problem"/>; the others are there all the same.</remarks>
    /// <exception cref="KubernetesException">The server refuses to say.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<ApiCatalog> DiscoverAsync(CancellationToken cancellation = default)
    {
        var core = await DiscoverAsync("/api", ReadCoreAsync, cancellation).ConfigureAwait(false);
        var named = await DiscoverAsync("/apis", ReadGroupsAsync, cancellation).ConfigureAwait(false);
        return new ApiCatalog([.. core, .. named]);
    }

    private async Task<IReadOnlyList<ApiGroup>> DiscoverAsync(
        string path, Func<ReadOnlyMemory<byte>, CancellationToken, Task<IReadOnlyList<ApiGroup>>> readOld, CancellationToken cancellation)
    {
        using var response = await _rest.SendAsync(new RestRequest(HttpMethod.Get, path) { Accept = Aggregated }, cancellation).ConfigureAwait(false);
        var document = Read<AggregatedDiscovery>(path, response.Body.Span);

        // Servers that do not know the media type answer with the last one that was asked for.
        return document.Kind == "APIGroupDiscoveryList" ? [.. AggregatedReader.Read(document)] : await readOld(response.Body, cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<ApiGroup>> ReadCoreAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var versions = Read<ApiVersions>("/api", body.Span).Versions ?? [];
        return [new ApiGroup("", await Task.WhenAll(versions.Select(version => ReadVersionAsync("", version, cancellation))).ConfigureAwait(false))];
    }

    private async Task<IReadOnlyList<ApiGroup>> ReadGroupsAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        await Task.WhenAll((Read<ApiGroupList>("/apis", body.Span).Groups ?? []).Select(async group =>
        {
            var versions = (group.Versions ?? []).OrderBy(version => version.Version == group.PreferredVersion?.Version ? 0 : 1);
            return new ApiGroup(group.Name, await Task.WhenAll(versions.Select(version => ReadVersionAsync(group.Name, version.Version, cancellation))).ConfigureAwait(false));
        })).ConfigureAwait(false);

    private async Task<ApiGroupVersion> ReadVersionAsync(string group, string version, CancellationToken cancellation)
    {
        var path = group.Length == 0 ? $"/api/{version}" : $"/apis/{group}/{version}";
        try
        {
            using var response = await _rest.SendAsync(new RestRequest(HttpMethod.Get, path), cancellation).ConfigureAwait(false);
            return new ApiGroupVersion(version, ReadResources(group, version, Read<ApiResourceList>(path, response.Body.Span).Resources ?? []));
        }
        catch (KubernetesException exception)
        {
            // One that is served by another server, which is not there now, must not hide all others.
            return new ApiGroupVersion(version, [], exception.Message);
        }
    }

    /// <summary>Resources and subresources come in one list, with a slash in the names of the latter.</summary>
    private static ApiResource[] ReadResources(string group, string version, IReadOnlyList<ListedResource> listed)
    {
        var subresources = listed.Where(static one => one.Name.Contains('/', StringComparison.Ordinal)).ToLookup(
            static one => one.Name[..one.Name.IndexOf('/', StringComparison.Ordinal)],
            one => new ApiSubresource(one.Name[(one.Name.IndexOf('/', StringComparison.Ordinal) + 1)..], KindOf(one), one.Verbs ?? []));
        return
        [
            .. listed.Where(static one => !one.Name.Contains('/', StringComparison.Ordinal)).Select(one => new ApiResource(
                new GroupVersionResource(group, version, one.Name),
                KindOf(one), one.SingularName ?? "", one.Namespaced, one.Verbs ?? [], one.ShortNames ?? [], one.Categories ?? [], [.. subresources[one.Name]])),
        ];

        GroupVersionKind KindOf(ListedResource one) =>
            string.IsNullOrEmpty(one.Version) ? new GroupVersionKind(group, version, one.Kind) : new GroupVersionKind(one.Group ?? "", one.Version, one.Kind);
    }

    private static T Read<T>(string path, ReadOnlySpan<byte> body)
    {
        try
        {
            return KubernetesJson.Deserialize<T>(body);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"GET {path}: the answer cannot be read: {exception.Message}", exception);
        }
    }
}
