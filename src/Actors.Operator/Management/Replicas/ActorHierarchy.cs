using Actors.Kernel;

namespace Actors.Operators.Management;

/// <summary>The tree of actors, a level at a time.</summary>
internal sealed class ActorHierarchy(ReplicaView view)
{
    public async Task<HierarchyAnswer> ShowAsync(ManagementRequest request)
    {
        var path = request.Query("path") ?? "/";
        var limit = request.Number("limit", 100, 1, RouteParameter.PageMax);
        var after = request.Query("continue");
        var actor = await FindAsync(path, request).ConfigureAwait(false);
        var described = await DescribeAsync(actor, withChildren: true, request).ConfigureAwait(false);
        var names = described.Children.Select(static one => (Order: OrderOf(one.Path.Name), Actor: one)).OrderBy(static one => one.Order, StringComparer.Ordinal).ToList();
        var page = names.SkipWhile(one => after is not null && string.CompareOrdinal(one.Order, OrderOf(after)) <= 0).Take(limit + 1).ToList();
        var children = new List<HierarchyChild>();
        foreach (var (_, child) in page.Take(limit)) children.Add(ChildOf(child, await DescribeAsync(child, withChildren: false, request).ConfigureAwait(false)));
        return new HierarchyAnswer(
            await view.NameAsync(request.Aborted).ConfigureAwait(false), actor.Path.ToString(), described.Type, described.State.ToString(), described.MailboxDepth, described.ChildCount, children,
            page.Count > limit ? children[^1].Name : null);
    }

    private static HierarchyChild ChildOf(ActorRef child, ActorDescription known) =>
        new(child.Path.Name, child.Path.ToString(), known.Type, known.State.ToString(), known.MailboxDepth, known.ChildCount);

    // Numbers by their value: 9 comes before 10.
    private static string OrderOf(string name) => int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? $"{number:d10}" : name;

    private async Task<ActorRef> FindAsync(string path, ManagementRequest request)
    {
        if (path[0] != '/') throw ManagementException.BadRequest($"path={path}: it has to begin with '/', such as /region/17");
        var actor = view.Replica.System.Root;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (await view.Replica.System.InspectAsync(actor, new FindChild(name), ReplicaView.Patience, request.Aborted).ConfigureAwait(false) is ActorRef child)
            {
                actor = child;
                continue;
            }

            var known = await DescribeAsync(actor, withChildren: true, request).ConfigureAwait(false);
            throw ManagementException.Unknown($"actor {path}: below {actor.Path} nothing is named", name, [.. known.Children.Select(static one => one.Path.Name).OrderBy(OrderOf, StringComparer.Ordinal)]);
        }

        return actor;
    }

    private async Task<ActorDescription> DescribeAsync(ActorRef actor, bool withChildren, ManagementRequest request) =>
        (ActorDescription)await view.Replica.System.InspectAsync(actor, new DescribeActor(withChildren), ReplicaView.Patience, request.Aborted).ConfigureAwait(false);
}
