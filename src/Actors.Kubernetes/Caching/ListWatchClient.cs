using Actors.Ingest;
using Actors.Kubernetes.Models;
using Actors.Objects;

namespace Actors.Kubernetes;

/// <summary>
/// Asks for what a <see cref="ListWatch"/> wants of one resource, once: the machine does the waiting, for it knows when it is no use to ask for the same again. What the server or
/// the network does is a <see cref="RequestFailedException"/>.
/// </summary>
internal sealed class ListWatchClient(ResourceClient<KubernetesObject> resource, LabelSelectorExpression? labels, FieldSelector? fields, ShardSelector? shards)
{
    /// <summary>Reads a page.</summary>
    /// <param name="page">Which.</param>
    /// <param name="notOlderThan">The version the list must have at least; empty where the server is the one that decides what is new.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<ObjectList> ListAsync(ListPageAction page, string notOlderThan, CancellationToken cancellation)
    {
        var isFirst = page.Continue.Length == 0 && notOlderThan.Length > 0;
        var wanted = new ListOptions
        {
            LabelSelector = labels,
            FieldSelector = fields,
            Shards = shards,
            Limit = page.Limit == 0 ? null : page.Limit,
            Continue = page.Continue,
            ResourceVersion = isFirst ? notOlderThan : null,
            ResourceVersionMatch = isFirst ? ResourceVersionMatch.NotOlderThan : null,
        };
        try
        {
            var list = await resource.ListAsync(wanted, maxRetries: 0, cancellation).ConfigureAwait(false);
            return new ObjectList(list.ResourceVersion, list.Continue, list.RemainingItemCount, list.ShardSelector, list.Items);
        }
        catch (Exception exception) when (RequestFailedException.FailureOf(exception) is { } failure)
        {
            throw new RequestFailedException(failure);
        }
    }

    /// <summary>Opens a watch; dispose of it to end it.</summary>
    public async Task<WatchEventReader> OpenAsync(WatchAction watch, CancellationToken cancellation)
    {
        var wanted = new WatchOptions
        {
            LabelSelector = labels,
            FieldSelector = fields,
            Shards = shards,
            ResourceVersion = watch.ResourceVersion,
            SendInitialEvents = watch.SendInitialEvents,
            Timeout = watch.Timeout,
        };
        try
        {
            return new WatchEventReader(await resource.OpenWatchAsync(wanted, maxRetries: 0, hasOwnThread: true, cancellation).ConfigureAwait(false), resource.Content);
        }
        catch (Exception exception) when (RequestFailedException.FailureOf(exception) is { } failure)
        {
            throw new RequestFailedException(failure);
        }
    }
}
