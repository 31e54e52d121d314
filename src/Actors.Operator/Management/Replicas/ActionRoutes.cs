using Actors.Cluster;
using Actors.Reconciling;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Actors.Operators.Management;

/// <summary>What somebody can have done.</summary>
internal sealed class ActionRoutes(ReplicaView view, ActorRoutes actors, ActorList list, ActorSurvey survey, IFleetPeers fleet, IHostApplicationLifetime lifetime)
{
    private static readonly RouteParameter[] Selected =
    [
        new("kind", "Of which kind", IsRequired: true), RouteParameter.Namespace, new("selector", "With which labels, as kubectl takes them; * for all", IsRequired: true), RouteParameter.States,
    ];

    public void AddTo(RouteSet routes)
    {
        foreach (var action in Enum.GetValues<ResourceAction>())
        {
            var (name, summary) = action switch
            {
                ResourceAction.Reconcile => ("reconcile", "Have {0} reconciled now, whatever {1} for"),
                ResourceAction.Pause => ("pause", "Have nothing done for {0} until resumed; what runs ends. A restart of the replica resumes all"),
                _ => ("resume", "Have {0} reconciled again, once now"),
            };
            routes.Act($"/actors/{{kind}}/{{namespace}}/{{name}}/{name}", Say(summary, "an object", "it waits"), [], request => ActAsync(request, action, name), MergeOne, action == ResourceAction.Reconcile ? 202 : 200);
            routes.Act($"/actors/{name}", Say(summary, "the objects selected", "they wait"), Selected, request => ActOnSelectedAsync(request, action, name), MergeMany, action == ResourceAction.Reconcile ? 202 : 200);
        }

        routes.Act("/cluster/leave", "Have a replica give up its shards and its Lease, and end", [], LeaveAsync, status: StatusCodes.Status202Accepted);
        routes.Act("/drain", "Have a replica start nothing new and, in a fleet, give its shards away; its process stays", [], DrainAsync, status: StatusCodes.Status202Accepted);
        routes.Act("/shards/{shard}/move", "Move a shard to another replica", [new RouteParameter("to", "The replica that is to get it", IsRequired: true)], MoveAsync, status: StatusCodes.Status202Accepted);
    }

    private static string Say(string summary, string what, string waits) => summary.Replace("{0}", what, StringComparison.Ordinal).Replace("{1}", waits, StringComparison.Ordinal);

    private async Task<ActionAnswer> ActAsync(ManagementRequest request, ResourceAction action, string name)
    {
        var (controller, key) = actors.Named(request);
        var answer = await view.Replica.System.AskAsync<object>(view.Replica.Region, new ActOnNamed(controller.Spec, key, action), ReplicaView.Patience, request.Aborted).ConfigureAwait(false);
        if (answer is not ActedOn acted) throw await actors.NotHereAsync(request, controller, key).ConfigureAwait(false);
        var subject = $"{controller.Kind.Kind} {key}";
        var message = action switch
        {
            ResourceAction.Reconcile when acted.WasPaused => throw ManagementException.Conflict($"{subject} is paused: resume it first"),
            ResourceAction.Reconcile => $"{subject} is reconciled as soon as it may run",
            ResourceAction.Pause => acted.WasPaused ? $"{subject} was paused already" : $"{subject} is paused",
            _ => acted.WasPaused ? $"{subject} is resumed" : $"{subject} was not paused",
        };
        return new ActionAnswer(name, await view.NameAsync(request.Aborted).ConfigureAwait(false), 1, message, []);
    }

    private static ActionAnswer MergeOne(ManagementRequest request, FleetAnswers<ActionAnswer> answers)
    {
        // One that knows the object and refuses says more than all that do not know it.
        if (answers.Answers.Count == 0 && answers.Refusals.FirstOrDefault(static one => one.Code == StatusCodes.Status409Conflict) is { } refusal) throw new ManagementException(refusal);
        FleetMerge.RequireAnswer(answers);
        return answers.Answers[0] with { Missing = answers.Missing };
    }

    private async Task<ActionAnswer> ActOnSelectedAsync(ManagementRequest request, ResourceAction action, string name)
    {
        request.Required("kind");
        request.Required("selector");
        var selected = new List<object>();
        await survey.RunAsync(
            list.QueryOf(request), answer => selected.Add(new ActOn(((ResourceSummary)answer).Controller, ((ResourceSummary)answer).Uid, action)), request.Aborted).ConfigureAwait(false);
        var (met, left) = (0, 0);
        await view.Replica.System.AskAllAsync(
            view.Replica.Region,
            selected,
            answer =>
            {
                if (answer is ActedOn acted && (action != ResourceAction.Reconcile || !acted.WasPaused)) Interlocked.Increment(ref met);
                else Interlocked.Increment(ref left);
            },
            ReplicaView.Patience,
            request.Aborted).ConfigureAwait(false);
        var message = $"{name}: {met} objects{(left == 0 ? "" : $"; {left} were gone or are paused")}";
        return new ActionAnswer(name, await view.NameAsync(request.Aborted).ConfigureAwait(false), met, message, []);
    }

    private static ActionAnswer MergeMany(ManagementRequest request, FleetAnswers<ActionAnswer> answers)
    {
        FleetMerge.RequireAnswer(answers);
        var count = answers.Answers.Sum(static one => one.Count);
        return answers.Answers[0] with { Count = count, Message = $"{answers.Answers[0].Action}: {count} objects on {answers.Answers.Count} replicas", Missing = answers.Missing };
    }

    private async Task<ActionAnswer> LeaveAsync(ManagementRequest request)
    {
        if (!request.IsPeer) request.Required("replica");
        if (await view.ClusterAsync(request.Aborted).ConfigureAwait(false) is not { } cluster) throw ManagementException.Conflict("this operator is in no fleet: there is nothing to leave");

        // The host stops in order: shards and Lease are given up first.
        lifetime.StopApplication();
        return new ActionAnswer("leave", cluster.Replica, cluster.OwnedShards, $"{cluster.Replica} gives {cluster.OwnedShards} shards away and ends", []);
    }

    private async Task<ActionAnswer> DrainAsync(ManagementRequest request)
    {
        var cluster = await view.ClusterAsync(request.Aborted).ConfigureAwait(false);
        view.Service.BeginDrain();
        return new ActionAnswer("drain", cluster?.Replica ?? view.LoneName, cluster?.OwnedShards ?? view.NumberOfShards, "nothing new is started; what runs ends", []);
    }

    private async Task<ActionAnswer> MoveAsync(ManagementRequest request)
    {
        if (await view.ClusterAsync(request.Aborted).ConfigureAwait(false) is not { } cluster) throw ManagementException.Conflict("this operator is in no fleet: its shards have nowhere to go");
        if (!int.TryParse(request["shard"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var shard) || shard >= view.NumberOfShards)
            throw ManagementException.NotFound($"there is no shard '{request["shard"]}': there are 0 to {view.NumberOfShards - 1}");
        var to = await fleet.FindAsync(request.Required("to"), request.Aborted).ConfigureAwait(false);
        if (!cluster.IsCoordinator) return await PassToCoordinatorAsync(cluster, request).ConfigureAwait(false);
        var answer = await view.Replica.AskClusterAsync(new MoveShard(shard, to.Name), ReplicaView.Patience, request.Aborted).ConfigureAwait(false);
        return answer is MoveOrdered ordered
            ? new ActionAnswer("move", cluster.Replica, 1, $"shard {shard} moves to {to.Name} with epoch {ordered.Epoch} of the map", [])
            : throw ManagementException.Conflict(((MoveRefused)answer).Problem);
    }

    private async Task<ActionAnswer> PassToCoordinatorAsync(ClusterSnapshot cluster, ManagementRequest request)
    {
        var name = cluster.Leases.FirstOrDefault(static one => one.Record.Name == LeaseRecord.Coordinator)?.Record.Holder;
        if (request.IsPeer || string.IsNullOrEmpty(name) || name == cluster.Replica) throw ManagementException.Unavailable("nobody writes the shard map for now; try again");
        var peer = await fleet.FindAsync(name, request.Aborted).ConfigureAwait(false);
        return await fleet.AskAsync(peer, request, ManagementJson.Default.ActionAnswer).ConfigureAwait(false);
    }
}
