using Actors.Cluster;
using Actors.Ingest;
using Actors.Kernel;
using Actors.Operators.Feeds;
using Actors.Sharding;

namespace Actors.Operators.Management;

/// <summary>What the fleet is: replicas, shards, who reads what.</summary>
internal sealed class ClusterRoutes(ReplicaView view, ActorSurvey survey, ClusterJournal journal)
{
    private static readonly RouteParameter Tail = new("tail", $"How many of the last events to begin with, 0 to {ClusterJournal.Max}; default 20", "integer");

    private static readonly RouteParameter Follow = new("follow", "Whether to go on with what happens; default true", "boolean");

    public void AddTo(RouteSet routes)
    {
        routes.Get("/cluster", "Show the replicas, who coordinates them, and how the shards are divided", [], ManagementJson.Default.ClusterAnswer, ClusterAsync, MergeCluster);
        routes.Follow(
            "/cluster/events", "Follow what becomes of the fleet", [Tail, Follow], ManagementJson.Default.ClusterEvent,
            missing => new ClusterEvent(view.Time.GetUtcNow(), missing.Replica, "Missing", missing.Problem), static request => Check(request), journal.ReadAsync,
            new StreamBacklog<ClusterEvent>(ClusterJournal.Max, static one => one.Time, static one => one.Type == "Missing"));
        routes.Get("/shards", "Show whose each shard is, where it moves, and how many objects it has", [], ManagementJson.Default.ShardsAnswer, ShardsAsync, MergeShards);
        routes.Get("/ingest", "Show what is listed and watched, where, and how far behind it may be", [], ManagementJson.Default.IngestAnswer, IngestAsync, MergeIngest);
    }

    private static void Check(ManagementRequest request)
    {
        request.Number("tail", 20, 0, ClusterJournal.Max);
        request.Flag("follow", true);
    }

    private async Task<ClusterAnswer> ClusterAsync(ManagementRequest request)
    {
        var cluster = await view.ClusterAsync(request.Aborted).ConfigureAwait(false);
        if (cluster is null)
        {
            var alone = new MemberInfo(view.LoneName, null, "Active", [], view.NumberOfShards, 0, 0, [], 0, 0, null, ReplicaView.Version, view.StartedAt, view.Service.NotReady);
            return new ClusterAnswer(view.Options.Name, view.LoneName, ReplicaView.Version, false, null, 0, view.NumberOfShards, 0, 0, [alone], []);
        }

        var coordinator = cluster.Leases.FirstOrDefault(static one => one.Record.Name == LeaseRecord.Coordinator)?.Record.Holder;
        var members = cluster.Leases.Where(static one => one.Record.Name != LeaseRecord.Coordinator).Select(one => MemberOf(one.Record, cluster, coordinator)).ToList();

        // Before its Lease was read for the first time, it is a member for itself alone.
        if (!members.Exists(one => one.Name == cluster.Replica)) members.Add(MemberOf(new LeaseRecord(cluster.Replica, cluster.Replica), cluster, coordinator) with { State = "Joining" });
        return new ClusterAnswer(
            view.Options.Name, cluster.Replica, ReplicaView.Version, true, string.IsNullOrEmpty(coordinator) ? null : coordinator, cluster.Map?.Epoch ?? 0, view.NumberOfShards,
            cluster.Map?.Shards.Count(static one => one.Owner is null) ?? view.NumberOfShards, cluster.Map?.Shards.Count(static one => one.Next is not null) ?? 0,
            [.. members.OrderBy(static one => one.Name, StringComparer.Ordinal)], []);
    }

    private MemberInfo MemberOf(LeaseRecord lease, ClusterSnapshot cluster, string? coordinator)
    {
        var isSelf = lease.Name == cluster.Replica;
        var shards = cluster.Map?.Shards ?? [];
        string[] ingests = cluster.Map is { } map ? [.. map.Ingests.Where(one => one.Value == lease.Name).Select(static one => one.Key).Order(StringComparer.Ordinal)] : [];
        var state = lease.Holder.Length == 0 ? "Released" : lease.IsLeaving || (isSelf && cluster.IsLeaving) ? "Leaving" : isSelf && cluster.Ownership is null ? "Fenced" : "Active";
        string?[] roles = [lease.Name == coordinator ? "coordinator" : null, ingests.Length > 0 ? "ingest" : null];
        return new MemberInfo(
            lease.Name, lease.Address, state, [.. roles.OfType<string>()], shards.Count(one => one.Owner == lease.Name), shards.Count(one => one.Next == lease.Name),
            shards.Count(one => one.Owner == lease.Name && one.Next is not null), ingests, lease.Seen, lease.Acknowledged, isSelf ? Math.Round(cluster.LeaseLeft.TotalSeconds, 3) : null,
            isSelf ? ReplicaView.Version : null, isSelf ? view.StartedAt : null, isSelf ? view.Service.NotReady : null, lease.Weight);
    }

    /// <summary>The fleet as the replica asked knows it, with what each says of itself.</summary>
    private static ClusterAnswer MergeCluster(ManagementRequest request, FleetAnswers<ClusterAnswer> fleet)
    {
        FleetMerge.RequireAnswer(fleet);
        var own = fleet.Answers[0];
        var said = fleet.Answers.Select(static one => one.Members.First(member => member.Name == one.Asked)).ToDictionary(static one => one.Name);
        return own with { Members = [.. own.Members.Select(member => said.GetValueOrDefault(member.Name, member))], Missing = fleet.Missing };
    }

    private async Task<ShardsAnswer> ShardsAsync(ManagementRequest request)
    {
        var cluster = await view.ClusterAsync(request.Aborted).ConfigureAwait(false);
        var name = cluster?.Replica ?? view.LoneName;
        var counts = new int[view.NumberOfShards];
        var shards = await survey.ShardsAsync(request.Aborted).ConfigureAwait(false);
        foreach (var (shard, actor) in shards)
            counts[shard] = await view.Replica.System.InspectAsync(actor, new DescribeActor(), ReplicaView.Patience, request.Aborted).ConfigureAwait(false) is ActorDescription one ? one.ChildCount : 0;
        var places = cluster is null ? Enumerable.Repeat(new ShardPlace(name), view.NumberOfShards) : cluster.Map?.Shards ?? new ShardPlace[view.NumberOfShards];
        var items = places.Select((place, shard) => new ShardInfo(shard, place.Owner, place.Next, place.Next is null ? null : place.OrderedAt, place.Owner == name ? counts[shard] : null));
        return new ShardsAnswer(name, cluster?.Map?.Epoch ?? 0, [.. items], []);
    }

    private static ShardsAnswer MergeShards(ManagementRequest request, FleetAnswers<ShardsAnswer> fleet)
    {
        FleetMerge.RequireAnswer(fleet);
        var newest = fleet.Answers.MaxBy(static one => one.Epoch)!;
        var counts = fleet.Answers.SelectMany(static one => one.Items).Where(static one => one.Objects is not null).GroupBy(static one => one.Shard).ToDictionary(static one => one.Key, static one => one.Max(shard => shard.Objects));
        return newest with { Asked = fleet.Answers[0].Asked, Items = [.. newest.Items.Select(one => one with { Objects = counts.GetValueOrDefault(one.Shard) })], Missing = fleet.Missing };
    }

    private async Task<IngestAnswer> IngestAsync(ManagementRequest request)
    {
        var name = await view.NameAsync(request.Aborted).ConfigureAwait(false);
        var items = new List<IngestInfo>();
        foreach (var (settings, actor) in view.Replica.Ingests)
        {
            var known = await view.Replica.System.AskAsync<IngestSnapshot>(actor, new GetIngest(), ReplicaView.Patience, request.Aborted).ConfigureAwait(false);
            items.Add(InfoOf(name, settings, known));
        }

        return new IngestAnswer(name, items, []);
    }

    private IngestInfo InfoOf(string replica, IngestSettings settings, IngestSnapshot known)
    {
        var kind = settings.Kind;
        var place = settings.ShardField is { } field && view.Service.Member is { } member ? member.Places[kind].For(new ShardSelector(field, new HashRange(0, 0))) : ReadPlace.Server;
        return new IngestInfo(
            replica, kind.GroupKind.ToString(), kind.Id, place.IsServer ? "apiserver" : place.Replica, known.HasSynced, known.Activity, known.Objects, known.ResourceVersion,
            known.Silence is { } silence ? Math.Round(silence.TotalSeconds, 3) : null, known.Silence is { } ago ? view.Time.GetUtcNow() - ago : null, known.LastFailure?.Message,
            [.. settings.Routes.Select(static one => $"{one.Controller.Name} ({one.Role})")]);
    }

    private static IngestAnswer MergeIngest(ManagementRequest request, FleetAnswers<IngestAnswer> fleet) =>
        new IngestAnswer("", FleetMerge.All(fleet, static one => one.Items), fleet.Missing) with { Asked = fleet.Answers[0].Asked };
}
