using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Operators.Management;

/// <summary>What the replicas of a fleet have answered.</summary>
/// <param name="Answers">The answers, that of the replica asked first; each says whose it is.</param>
/// <param name="Missing">Who has not answered.</param>
/// <param name="Refusals">What was answered instead of an answer.</param>
internal sealed record FleetAnswers<T>(IReadOnlyList<T> Answers, IReadOnlyList<MissingReplica> Missing, IReadOnlyList<ManagementStatus> Refusals);

/// <summary>A route with one answer.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path, below the prefix.</param>
/// <param name="summary">What it does.</param>
/// <param name="parameters">Its parameters, beside those all have.</param>
/// <param name="json">How the answer is written.</param>
/// <param name="fleet">The other replicas.</param>
internal sealed class AnswerRoute<T>(
    string method, string path, string summary, IReadOnlyList<RouteParameter> parameters, JsonTypeInfo<T> json, IFleetPeers fleet)
    : ManagementRoute(method, Prefix + path, summary, [.. parameters, RouteParameter.Replica, RouteParameter.Scope])
    where T : class
{
    /// <summary>The answer of this replica.</summary>
    public required Func<ManagementRequest, Task<T>> Own { get; init; }

    /// <summary>Makes one answer of those of all replicas; null where that makes no sense.</summary>
    public Func<ManagementRequest, FleetAnswers<T>, T>? Merge { get; init; }

    public override Type Answer => typeof(T);

    public override async Task AnswerAsync(ManagementRequest request)
    {
        var answer = await FindAnswerAsync(request).ConfigureAwait(false);
        request.Http.Response.StatusCode = Status;
        request.Http.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(request.Http.Response.Body, answer, json, request.Aborted).ConfigureAwait(false);
    }

    private async Task<T> FindAnswerAsync(ManagementRequest request)
    {
        if (request.IsPeer) return await Own(request).ConfigureAwait(false);
        var replica = request.Query("replica");
        if (!request.IsFleet) return replica is null ? await Own(request).ConfigureAwait(false) : await AtAsync(replica, request).ConfigureAwait(false);
        if (replica is not null) throw ManagementException.BadRequest("replica and scope=fleet contradict each other: leave one out");
        if (Merge is not { } merge) throw ManagementException.BadRequest($"{Method} {Path} is answered by one replica: leave scope=fleet out, and name the replica with replica=NAME");
        return merge(request, await AskAllAsync(request).ConfigureAwait(false));
    }

    private async Task<T> AtAsync(string name, ManagementRequest request)
    {
        var peer = await fleet.FindAsync(name, request.Aborted).ConfigureAwait(false);
        if (peer.IsSelf) return await Own(request).ConfigureAwait(false);
        return await fleet.AskAsync(peer, request, json).ConfigureAwait(false);
    }

    private async Task<FleetAnswers<T>> AskAllAsync(ManagementRequest request)
    {
        var peers = await fleet.AllAsync(request.Aborted).ConfigureAwait(false);
        var asked = peers.Select(peer => TryAsync(peer, request)).ToList();
        var answers = await Task.WhenAll(asked).ConfigureAwait(false);
        return new FleetAnswers<T>(
            [.. answers.Select(static one => one.Answer).OfType<T>()], [.. answers.Select(static one => one.Missing).OfType<MissingReplica>()],
            [.. answers.Select(static one => one.Refusal).OfType<ManagementStatus>()]);
    }

    private async Task<(T? Answer, MissingReplica? Missing, ManagementStatus? Refusal)> TryAsync(FleetPeer peer, ManagementRequest request)
    {
        try
        {
            return (peer.IsSelf ? await Own(request).ConfigureAwait(false) : await fleet.AskAsync(peer, request, json).ConfigureAwait(false), null, null);
        }
        catch (ManagementException failure) when (failure.Status.Code is >= 400 and < 500)
        {
            return (null, null, failure.Status);
        }
        catch (Exception failure) when (failure is ManagementException or TimeoutException)
        {
            return (null, new MissingReplica(peer.Name, failure.Message), null);
        }
    }
}
