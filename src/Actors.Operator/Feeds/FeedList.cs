using Actors.Ingest;
using Actors.Objects;

namespace Actors.Operators.Feeds;

/// <summary>Takes one list of all there is for a feed, however it is read, and is done with that.</summary>
/// <param name="feed">Whose.</param>
/// <param name="done">Is called at its end.</param>
internal sealed class FeedList(SharedFeed feed, Action done) : IObjectHandler
{
    private readonly Dictionary<string, KubernetesObject> _objects = new(StringComparer.Ordinal);

    public void Added(KubernetesObject added) => _objects[added.Uid] = added;

    public void Modified(KubernetesObject before, KubernetesObject after) => _objects[after.Uid] = after;

    public void Deleted(KubernetesObject last) => _objects.Remove(last.Uid);

    public void Synced(string resourceVersion)
    {
        // One that is of no use is wanted again.
        if (ObjectVersion.Of(resourceVersion).Number is { } version) feed.Complete(_objects.Values, version);
        done();
    }

    public void Failed(RequestFailure failure)
    {
    }
}
