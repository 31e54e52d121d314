using System.Runtime.CompilerServices;
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
    // Of a replica that has come, about as soon as others know.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

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
        using var over = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted);
        var sources = Backlog is { } backlog && peers.Count > 1
            ? await backlog.OrderAsync(request, peers, Follow).ConfigureAwait(false)
            : [.. peers.Select(peer => (Func<CancellationToken, IAsyncEnumerable<T>>)(stop => Follow(request, peer, stop)))];
        await writer.RunAsync(WithNewcomersAsync(request, peers, sources, Follow, over.Token), request.Aborted).ConfigureAwait(false);

        IAsyncEnumerable<T> Follow(ManagementRequest asked, FleetPeer peer, CancellationToken stop) =>
            !peer.IsSelf ? fleet.FollowAsync(peer, asked, json, lost, stop) : GoesOn(asked) ? UntilEndAsync(Own(asked, stop), over) : Own(asked, stop);
    }

    private static bool GoesOn(ManagementRequest asked) => asked.Flag("follow", true);

    /// <summary>Replicas that come later are followed as they come: whoever looks on while they are replaced does not lose sight. A stream ends with what this replica itself tells, all the same.</summary>
    private async IAsyncEnumerable<Func<CancellationToken, IAsyncEnumerable<T>>> WithNewcomersAsync(
        ManagementRequest request, IReadOnlyList<FleetPeer> peers, IReadOnlyList<Func<CancellationToken, IAsyncEnumerable<T>>> sources,
        Func<ManagementRequest, FleetPeer, CancellationToken, IAsyncEnumerable<T>> follow, [EnumeratorCancellation] CancellationToken over)
    {
        foreach (var source in sources) yield return source;
        if (!request.IsFleet || !GoesOn(request)) yield break;
        var live = Backlog?.Live(request) ?? request;
        var seen = peers.Select(static one => one.Name).ToHashSet(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(Look, time);
        while (await TicksAsync(timer, over).ConfigureAwait(false))
        {
            foreach (var peer in (await fleet.AllAsync(request.Aborted).ConfigureAwait(false)).Where(one => seen.Add(one.Name))) yield return stop => follow(live, peer, stop);
        }
    }

    private static async Task<bool> TicksAsync(PeriodicTimer timer, CancellationToken over)
    {
        try
        {
            return await timer.WaitForNextTickAsync(over).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async IAsyncEnumerable<T> UntilEndAsync(IAsyncEnumerable<T> own, CancellationTokenSource over)
    {
        await foreach (var line in own.ConfigureAwait(false)) yield return line;
        await over.CancelAsync().ConfigureAwait(false);
    }

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
