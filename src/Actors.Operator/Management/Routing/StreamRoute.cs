using System.Text.Json.Serialization.Metadata;

namespace Actors.Operators.Management;

/// <summary>A route whose answer goes on: a line of JSON for each thing that happens.</summary>
/// <param name="path">The path, below the prefix.</param>
/// <param name="summary">What it does.</param>
/// <param name="parameters">Its parameters, beside those all have.</param>
/// <param name="json">How a line is written.</param>
/// <param name="fleet">The other replicas.</param>
/// <param name="lost">Makes a line that says why nothing more comes of a replica.</param>
/// <param name="time">The clock.</param>
internal sealed class StreamRoute<T>(
    string path, string summary, IReadOnlyList<RouteParameter> parameters, JsonTypeInfo<T> json, IFleetPeers fleet, Func<MissingReplica, T> lost, TimeProvider time)
    : ManagementRoute("GET", Prefix + path, summary, [.. parameters, RouteParameter.Replica, RouteParameter.Scope])
    where T : class
{
    /// <summary>Refuses what is wrong with the request, before anything is written.</summary>
    public Action<ManagementRequest> Check { get; init; } = static _ => { };

    /// <summary>What happens on this replica.</summary>
    public required Func<ManagementRequest, CancellationToken, IAsyncEnumerable<T>> Own { get; init; }

    /// <summary>Orders what was before it is asked for; null where it begins with what happens then.</summary>
    public StreamBacklog<T>? Backlog { get; init; }

    public override Type Answer => typeof(T);

    public override bool IsStream => true;

    public override async Task AnswerAsync(ManagementRequest request)
    {
        Check(request);
        var peers = await SourcesAsync(request).ConfigureAwait(false);
        var writer = new LineWriter<T>(request.Http.Response, json, time);
        var sources = Backlog is { } backlog && peers.Count > 1
            ? await backlog.OrderAsync(request, peers, FollowAsync).ConfigureAwait(false)
            : [.. peers.Select(peer => (Func<CancellationToken, IAsyncEnumerable<T>>)(stop => FollowAsync(request, peer, stop)))];
        await writer.RunAsync(sources, request.Aborted).ConfigureAwait(false);
    }

    private IAsyncEnumerable<T> FollowAsync(ManagementRequest request, FleetPeer peer, CancellationToken stop) =>
        peer.IsSelf ? Own(request, stop) : fleet.FollowAsync(peer, request, json, lost, stop);

    private async Task<IReadOnlyList<FleetPeer>> SourcesAsync(ManagementRequest request)
    {
        var replica = request.IsPeer ? null : request.Query("replica");
        if (request.IsFleet)
        {
            if (replica is not null) throw ManagementException.BadRequest("replica and scope=fleet contradict each other: leave one out");
            return await fleet.AllAsync(request.Aborted).ConfigureAwait(false);
        }

        return [replica is null ? FleetPeer.Self(fleet.OwnName) : await fleet.FindAsync(replica, request.Aborted).ConfigureAwait(false)];
    }
}
