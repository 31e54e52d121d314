using Actors.Kernel;
using Actors.Operators.Hosting;
using Actors.Reconciling;

namespace Actors.Operators.Management;

/// <summary>
/// Asks all objects of this replica something, some shards at a time: each actor has one message more to handle, and no other work waits for an answer. One survey at a time, so that whoever asks
/// all the time takes no more than that.
/// </summary>
internal sealed class ActorSurvey(ReplicaView view) : IDisposable
{
    private const int ShardsAtOnce = 16;

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Asks them.</summary>
    /// <param name="query">What.</param>
    /// <param name="take">Gets each answer: <see cref="ResourceSummary"/>, or a boxed <see cref="ResourceState"/>; by one thread at a time.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="TimeoutException">Not all have answered.</exception>
    public async Task RunAsync(ResourceQuery query, Action<object> take, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var replica = view.Replica;
            var shards = await ShardsAsync(cancellation).ConfigureAwait(false);
            foreach (var some in shards.Values.Chunk(ShardsAtOnce)) await AskAsync(replica, some, query, take, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The actors of the shards this replica owns, by number.</summary>
    public async Task<SortedDictionary<int, ActorRef>> ShardsAsync(CancellationToken cancellation)
    {
        var replica = view.Replica;
        var cluster = await view.ClusterAsync(cancellation).ConfigureAwait(false);
        var region = await replica.System.InspectAsync(replica.Region, new DescribeActor(WithChildren: true), ReplicaView.Patience, cancellation).ConfigureAwait(false);
        var shards = new SortedDictionary<int, ActorRef>();
        foreach (var shard in ((ActorDescription)region).Children)
        {
            var number = int.Parse(shard.Path.Name, System.Globalization.CultureInfo.InvariantCulture);
            if (cluster is null || cluster.Map?.Shards[number].Owner == cluster.Replica) shards.Add(number, shard);
        }

        return shards;
    }

    public void Dispose() => _turn.Dispose();

    private static async Task AskAsync(Replica replica, ActorRef[] shards, ResourceQuery query, Action<object> take, CancellationToken cancellation)
    {
        var resources = new List<ActorRef>();
        await replica.System.InspectAllAsync(shards, new DescribeActor(WithChildren: true), answer => Add(resources, answer), ReplicaView.Patience, cancellation).ConfigureAwait(false);
        var gate = new Lock();
        await replica.System.InspectAllAsync(
            resources,
            query,
            answer =>
            {
                if (answer is not (ResourceSummary or ResourceState)) return;
                lock (gate) take(answer);
            },
            ReplicaView.Patience,
            cancellation).ConfigureAwait(false);
    }

    private static void Add(List<ActorRef> resources, object answer)
    {
        if (answer is not ActorDescription { Children: var children }) return;
        lock (resources) resources.AddRange(children);
    }
}
