using Actors.Kubernetes.Models;
using Actors.Reconciling;
using Actors.Sharding;

namespace Actors.Operators.Management;

/// <summary>Lists objects in pages. A page is a survey of its own that keeps the objects behind the last one of the page before: nothing is held between pages.</summary>
internal sealed class ActorList(ReplicaView view, ActorSurvey survey)
{
    private const int PageDefault = 100;
    private const int MessageMax = 200;

    private static readonly string[] Sorts = ["name", "age", "attempts", "due", "duration"];

    public static string[] States { get; } = [.. Enum.GetNames<ResourceState>()];

    /// <summary>A page of this replica's objects.</summary>
    public async Task<ActorsAnswer> ListAsync(ManagementRequest request)
    {
        var (order, limit) = Read(request);
        var name = await view.NameAsync(request.Aborted).ConfigureAwait(false);
        var page = new ActorPage(order, limit, view.TimeOf);
        await survey.RunAsync(QueryOf(request, page.Wants), answer =>
        {
            if (answer is ResourceSummary one) page.Take(SummaryOf(one, name));
            else page.Count();
        }, request.Aborted).ConfigureAwait(false);
        return PageOf(name, page.Total, page.Items, order, limit, []);
    }

    /// <summary>One page of the pages of all replicas.</summary>
    public static ActorsAnswer Merge(ManagementRequest request, FleetAnswers<ActorsAnswer> fleet)
    {
        var (order, limit) = Read(request);
        FleetMerge.RequireAnswer(fleet);
        var all = fleet.Answers.SelectMany(static one => one.Items).ToList();
        var hasMore = fleet.Answers.Any(static one => one.Continue is not null);
        return PageOf(fleet.Answers[0].Asked, fleet.Answers.Sum(static one => one.Total), all, order, limit, fleet.Missing, hasMore);
    }

    /// <summary>What somebody wants of all objects.</summary>
    /// <param name="request">Says it.</param>
    /// <param name="wants">Of which of them a summary is wanted; null for all.</param>
    public ResourceQuery QueryOf(ManagementRequest request, ResourceFilter? wants = null)
    {
        var matches = request.Query("selector") is { } text and not "*" ? Selector(text) : null;
        return new ResourceQuery
        {
            Controller = request.Query("kind") is { } kind ? view.Controller(kind).Spec : null,
            States = StatesOf(request),
            Namespace = request.Query("namespace"),
            Name = request.Route.Parameters.Any(static one => one.Name == "name") ? request.Query("name") : null,
            OlderThan = request.Route.Parameters.Any(static one => one.Name == "olderThan") ? request.Duration("olderThan") : TimeSpan.Zero,
            Matches = matches is null ? null : subject => matches.Matches(key => subject.Labels.TryGetValue(key, out var value) ? value : null),
            Wants = wants,
        };
    }

    /// <summary>The states of the parameter <c>state</c>, a bit each; 0 for all.</summary>
    public static int StatesOf(ManagementRequest request)
    {
        var states = 0;
        foreach (var name in request.Query("state")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (!States.Contains(name, StringComparer.OrdinalIgnoreCase)) throw ManagementException.BadRequest($"state={name}: there is no such state; there are {string.Join(", ", States)}", States);
            states |= 1 << (int)Enum.Parse<ResourceState>(name, ignoreCase: true);
        }

        return states;
    }

    public ActorSummary SummaryOf(ResourceSummary one, string replica)
    {
        var message = one.LastError?.Message;
        return new ActorSummary(
            one.Controller.Kind.Kind, one.Key.Namespace, one.Key.Name, one.Uid, replica, ShardRange.ShardOf(one.Uid, view.NumberOfShards), one.State.ToString(), view.TimeOf(one.Since),
            one.Failures, one.DueAt is { } due ? view.TimeOf(due) : null, one.Generation, one.DoneGeneration < 0 ? null : one.DoneGeneration, one.LastRun?.Took.TotalSeconds, one.IsPaused,
            one.LastError?.Reason, message?.Length > MessageMax ? string.Concat(message.AsSpan(0, MessageMax - 1), "…") : message);
    }

    private static (ActorOrder Order, int Limit) Read(ManagementRequest request) =>
        (ActorOrder.Read(request.OneOf("sort", "name", Sorts), request.Query("continue")), request.Number("limit", PageDefault, 1, RouteParameter.PageMax));

    private static ActorsAnswer PageOf(
        string asked, int total, List<ActorSummary> items, ActorOrder order, int limit, IReadOnlyList<MissingReplica> missing, bool hasMore = false)
    {
        hasMore |= items.Count > limit;
        items = [.. items.OrderBy(order.PlaceOf).Take(limit)];
        return new ActorsAnswer(asked, total, items, hasMore && items.Count > 0 ? order.ContinueAfter(items[^1]) : null, missing);
    }

    private static LabelSelectorExpression Selector(string text)
    {
        try
        {
            return LabelSelectorExpression.Parse(text);
        }
        catch (FormatException failure)
        {
            throw ManagementException.BadRequest($"selector={text}: {failure.Message}");
        }
    }
}
