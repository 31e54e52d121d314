using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;

namespace Actors.Operators.Running;

/// <summary>Carries out what ingest actors ask the server for.</summary>
internal sealed class WatchRunner(KubernetesClient client)
{
    public async Task<object> ReadPageAsync(ReadPage read, CancellationToken cancellation)
    {
        try
        {
            var requests = await RequestsForAsync(read.Kind, read.Options, cancellation).ConfigureAwait(false);
            return new PageRead(await requests.ListAsync(read.Page, cancellation).ConfigureAwait(false));
        }
        catch (RequestFailedException failed)
        {
            return new RequestFailed(failed.Failure);
        }
    }

    public async Task<object> OpenAsync(OpenWatch open, CancellationToken cancellation)
    {
        try
        {
            var requests = await RequestsForAsync(open.Kind, open.Options, cancellation).ConfigureAwait(false);
            return new WatchOpened(new OpenedWatch(await requests.OpenAsync(open.Watch, cancellation).ConfigureAwait(false)));
        }
        catch (RequestFailedException failed)
        {
            return new RequestFailed(failed.Failure);
        }
    }

    public static async Task<object> ReadAsync(ReadWatch read, CancellationToken cancellation) => await ((OpenedWatch)read.Stream).ReadAsync(cancellation).ConfigureAwait(false);

    private async Task<ListWatchClient> RequestsForAsync(WatchedKind kind, ListWatchOptions options, CancellationToken cancellation)
    {
        var resource = await ResourceForAsync(kind, cancellation).ConfigureAwait(false);
        var labels = kind.LabelSelector.Length > 0 ? LabelSelectorExpression.Parse(kind.LabelSelector) : null;
        var fields = kind.FieldSelector.Length > 0 ? FieldSelector.Parse(kind.FieldSelector) : null;
        return new ListWatchClient(resource, labels, fields, options.Shards);
    }

    private async Task<ResourceClient<KubernetesObject>> ResourceForAsync(WatchedKind kind, CancellationToken cancellation)
    {
        try
        {
            var found = await client.Mapper.ResourceForAsync(new GroupVersionKind(kind.Group, kind.Version, kind.Kind), cancellation).ConfigureAwait(false);
            var resource = kind.Content == ObjectContent.MetadataOnly ? client.Metadata(found.Resource) : client.Resource(found.Resource, kind.Content);
            return kind.Namespace.Length == 0 ? resource : resource.InNamespace(kind.Namespace);
        }
        catch (UnknownResourceException)
        {
            throw new RequestFailedException(new RequestFailure(
                404, "NotFound", $"the server does not serve {kind.Version} of {kind.GroupKind}: the CustomResourceDefinition of {kind.GroupKind} is not there (yet)"));
        }
        catch (Exception failure) when (RequestFailedException.FailureOf(failure) is { } known)
        {
            throw new RequestFailedException(known);
        }
    }
}
