using Actors.Kernel;
using Actors.Ledger;
using Actors.Objects;
using Actors.Operators.Running;
using Actors.Reconciling;
using Actors.Sharding;

namespace Actors.Operators.Management;

/// <summary>What becomes of objects: lists of them, one of them, the tree of actors, transitions as they happen.</summary>
internal sealed class ActorRoutes(ReplicaView view, ActorList list, TransitionHub hub)
{
    private static readonly RouteParameter[] Filters = [RouteParameter.States, RouteParameter.Kind, RouteParameter.Namespace, new("selector", "With which labels, as kubectl takes them; default all")];

    private static readonly RouteParameter[] ListParameters =
    [
        .. Filters, new("name", "A part of the name; default all"), new("olderThan", "For how long in their state at least, such as 5m"),
        new("sort", "name (the default), age, attempts, due or duration"), RouteParameter.Limit, RouteParameter.Continue,
    ];

    private static readonly RouteParameter[] TransitionParameters =
    [
        RouteParameter.Kind, RouteParameter.Namespace, new("name", "Of the object of that name; default all"), new("state", "Into which states, separated by commas; default all"),
    ];

    public void AddTo(RouteSet routes)
    {
        routes.Get("/actors", "List objects and where they stand", ListParameters, ManagementJson.Default.ActorsAnswer, list.ListAsync, ActorList.Merge);
        routes.Get(
            "/actors/hierarchy", "Show an actor and those below it", [new RouteParameter("path", "The actor, such as /region/17; default /"), RouteParameter.Limit, RouteParameter.Continue],
            ManagementJson.Default.HierarchyAnswer, new ActorHierarchy(view).ShowAsync);
        routes.Get("/actors/{kind}/{namespace}/{name}", "Show all that is known of an object; '-' is the namespace of one that is in none", [], ManagementJson.Default.ActorAnswer, ShowAsync, MergeShown);
        routes.Follow(
            "/transitions", "Follow what states objects come into", TransitionParameters, ManagementJson.Default.TransitionEvent,
            missing => new TransitionEvent(view.Time.GetUtcNow(), missing.Replica, "", "", "", "", "", "Lost", 0, null, missing.Problem), request => hub.FilterOf(request), hub.ReadAsync);
    }

    /// <summary>The object a path names.</summary>
    public (Controller Controller, ObjectKey Key) Named(ManagementRequest request) =>
        (view.Controller(request["kind"]), new ObjectKey(request["namespace"] == "-" ? "" : request["namespace"], request["name"]));

    private async Task<ActorAnswer> ShowAsync(ManagementRequest request)
    {
        var (controller, key) = Named(request);
        var system = view.Replica.System;
        var found = await system.InspectAsync(view.Replica.Region, new FindResource(controller.Spec, key), ReplicaView.Patience, request.Aborted).ConfigureAwait(false) as FoundResource;
        var actor = found?.ShardActor is { } shard ? await system.InspectAsync(shard, new FindChild(found.Uid), ReplicaView.Patience, request.Aborted).ConfigureAwait(false) as ActorRef : null;
        if (actor is null || await system.InspectAsync(actor, new DescribeResource(), ReplicaView.Patience, request.Aborted).ConfigureAwait(false) is not ResourceDetail detail)
            throw await NotHereAsync(request, controller, key).ConfigureAwait(false);
        var described = (ActorDescription)await system.InspectAsync(actor, new DescribeActor(), ReplicaView.Patience, request.Aborted).ConfigureAwait(false);
        return AnswerOf(await view.NameAsync(request.Aborted).ConfigureAwait(false), controller, actor, detail, described.MailboxDepth) with
        {
            Ledger = detail.Remembered is { } remembered ? await LedgerOfAsync(detail.Summary, remembered, request.Aborted).ConfigureAwait(false) : null,
        };
    }

    private async Task<LedgerInfo> LedgerOfAsync(ResourceSummary summary, RememberedState remembered, CancellationToken cancellation) => new(
        remembered.Outcome.ToString(), summary.Failures, summary.DueAt is { } due ? view.TimeOf(due) : null, Known(remembered.Generation), Known(summary.DoneGeneration),
        remembered.Hash == 0 ? null : $"{remembered.Hash:x16}", remembered.StateBytes, remembered.Epoch,
        await view.Replica.IsWrittenAsync(new LedgerKey(summary.Controller.Name, summary.Uid), ReplicaView.Patience, cancellation).ConfigureAwait(false));

    private static long? Known(long generation) => generation < 0 ? null : generation;

    /// <summary>There is no object of that name, as far as was asked.</summary>
    public async Task<ManagementException> NotHereAsync(ManagementRequest request, Controller controller, ObjectKey key)
    {
        var missing = $"there is no {controller.Kind.Kind} {key}";
        if (view.Service.Member is null) return ManagementException.NotFound(missing);
        if (request.IsFleet) return ManagementException.NotFound($"{missing} on any replica of the fleet");
        return ManagementException.NotFound($"{missing} on replica {await view.NameAsync(request.Aborted).ConfigureAwait(false)}; scope=fleet asks all of them");
    }

    private ActorAnswer AnswerOf(string replica, Controller controller, ActorRef actor, ResourceDetail detail, int depth)
    {
        var summary = detail.Summary;
        var outcome = summary.LastRun is { } run ? new OutcomeInfo(run.Result.ToString(), view.TimeOf(run.BeganAt), run.Took.TotalSeconds) : null;
        var error = summary.LastError is { } failed ? new ErrorInfo(failed.Reason, failed.Message, failed.Details) : null;
        var children = detail.Children.Select(one => new ChildInfo(controller.Spec.Owned[one.Kind].Kind, one.Object.Namespace, one.Object.Name, one.Object.Uid, one.Object.ResourceVersion));
        return new ActorAnswer(
            replica, list.SummaryOf(summary, replica), controller.Spec.Name, actor.Path.ToString(), error, outcome, detail.HeldUpBy, detail.IsHanging, depth, [.. children],
            [.. detail.Transitions.Select(one => new TransitionInfo(view.TimeOf(one.At), one.State.ToString(), one.Failures))], detail.IsWhole);
    }

    /// <summary>While a shard moves two know its objects: whoever works on it is the one.</summary>
    private static ActorAnswer MergeShown(ManagementRequest request, FleetAnswers<ActorAnswer> fleet)
    {
        FleetMerge.RequireAnswer(fleet);
        return fleet.Answers.FirstOrDefault(static one => one.Object.State != nameof(ResourceState.Starting)) ?? fleet.Answers[0];
    }
}
