using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Feeds;

namespace Actors.Operators.Running;

/// <summary>Carries out what ingest actors ask for.</summary>
/// <param name="client">Of the API server.</param>
/// <param name="places">Where else kinds are read, in a fleet; null outside one.</param>
internal sealed class WatchRunner(KubernetesClient client, IngestPlaces? places = null)
{
    public async Task<object> ReadPageAsync(ReadPage read, CancellationToken cancellation)
    {
        var place = PlaceOf(read.Kind, read.Options);
        var asked = ReadPlace.Server;
        try
        {
            var requests = await RequestsForAsync(read.Kind, read.Options, place, cancellation).ConfigureAwait(false);
            asked = place;
            var page = await requests.ListAsync(read.Page, SeenFor(read.Kind, place), cancellation).ConfigureAwait(false);
            if (places is not null) Take(places[read.Kind], read, place, page);
            return new PageRead(page);
        }
        catch (RequestFailedException failed)
        {
            return new RequestFailed(Failure(read.Kind, asked, failed.Failure));
        }
    }

    public async Task<object> OpenAsync(OpenWatch open, CancellationToken cancellation)
    {
        var place = PlaceOf(open.Kind, open.Options);
        var asked = ReadPlace.Server;
        try
        {
            var requests = await RequestsForAsync(open.Kind, open.Options, place, cancellation).ConfigureAwait(false);
            asked = place;
            var watch = open.Watch.SendInitialEvents ? new WatchAction(SeenFor(open.Kind, place), true, open.Watch.Timeout) : open.Watch;
            var reader = await requests.OpenAsync(watch, cancellation).ConfigureAwait(false);
            var opened = new OpenedWatch(reader, open.Kind, open.Watch.SendInitialEvents, EndsAfter(open, place));
            opened.CloseOn(place.Left);
            return new WatchOpened(opened);
        }
        catch (RequestFailedException failed)
        {
            return new RequestFailed(Failure(open.Kind, asked, failed.Failure));
        }
    }

    public static async Task<object> ReadAsync(ReadWatch read, CancellationToken cancellation) => await ((OpenedWatch)read.Stream).ReadAsync(cancellation).ConfigureAwait(false);

    private ReadPlace PlaceOf(WatchedKind kind, ListWatchOptions options) => places is null ? ReadPlace.Server : places[kind].For(options.Shards);

    /// <summary>What a replica must have come to, to be read: the API server itself decides what is new.</summary>
    private string SeenFor(WatchedKind kind, ReadPlace place) => place.IsServer ? "" : places![kind].Seen;

    private RequestFailure Failure(WatchedKind kind, ReadPlace place, RequestFailure failure) => place.IsServer ? failure : places!.Failed(kind, place, failure);

    /// <summary>In a fleet, a watch ends when its kind is to be read elsewhere; not while it still brings what there is, which would begin anew there.</summary>
    /// <remarks>Called for each read. The kind is looked up once and nothing is allocated: with look-ups and iterators this was 6 % of what a change cost a replica that wakes for each.</remarks>
    private Func<IReadOnlyList<WatchEvent>, bool>? EndsAfter(OpenWatch open, ReadPlace place)
    {
        if (places is null) return null;
        var (known, shards, isInitial) = (places[open.Kind], open.Options.Shards, open.Watch.SendInitialEvents);
        return events =>
        {
            for (var i = 0; i < events.Count; i++)
            {
                var happened = events[i];
                if (happened.Type == WatchEventType.Added && place.IsServer) places.Shown(open.Kind, known, shards, happened.Object);
                isInitial &= !happened.EndsInitialEvents;
            }

            var last = events[^1];
            if (last.Type != WatchEventType.Error) known.See(ObjectVersion.Of(last.Object), isByReplica: !place.IsServer);
            return !isInitial && known.For(shards) != place;
        };
    }

    private void Take(KindPlace known, ReadPage read, ReadPlace place, ObjectList page)
    {
        known.See(ObjectVersion.Of(page.ResourceVersion), isByReplica: !place.IsServer);
        if (!place.IsServer) return;
        foreach (var one in page.Items) places!.Shown(read.Kind, known, read.Options.Shards, one);
    }

    private async Task<ListWatchClient> RequestsForAsync(WatchedKind kind, ListWatchOptions options, ReadPlace place, CancellationToken cancellation)
    {
        var resource = await ResourceForAsync(kind, place.Client ?? client, cancellation).ConfigureAwait(false);
        var labels = kind.LabelSelector.Length > 0 ? LabelSelectorExpression.Parse(kind.LabelSelector) : null;
        var fields = kind.FieldSelector.Length > 0 ? FieldSelector.Parse(kind.FieldSelector) : null;

        // No API server knows of owners: all come, and what is not wanted is dropped.
        var shards = place.IsServer && options.Shards is { Field: ShardField.ControllerUid } ? null : options.Shards;
        return new ListWatchClient(resource, labels, fields, shards);
    }

    private async Task<ResourceClient<KubernetesObject>> ResourceForAsync(WatchedKind kind, KubernetesClient reader, CancellationToken cancellation)
    {
        try
        {
            var found = await client.Mapper.ResourceForAsync(new GroupVersionKind(kind.Group, kind.Version, kind.Kind), cancellation).ConfigureAwait(false);
            var resource = kind.Content == ObjectContent.MetadataOnly ? reader.Metadata(found.Resource) : reader.Resource(found.Resource, kind.Content);
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
