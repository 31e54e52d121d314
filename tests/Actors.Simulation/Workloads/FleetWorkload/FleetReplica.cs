using Actors.Cluster;
using Actors.Ingest;
using Actors.Kernel;
using Actors.Ledger;
using Actors.Objects;
using Actors.Reconciling;
using Actors.Settings;
using Actors.Sharding;

namespace Actors.Simulation;

/// <summary>The actors of one replica of the fleet, whose machine's name is its name and its address.</summary>
internal static class FleetReplica
{
    private const int Sources = 3;

    public static void Boot(World world, string name, ClusterOptions options, ActorContext context, bool restarts = true, bool remembers = false)
    {
        var controller = new ControllerSpec
        {
            Name = "databases",
            Kind = new GroupKind("example.com", Cluster.Primary),
            Owned = [new GroupKind("example.com", Cluster.Owned)],
            References = [(new GroupKind("example.com", Cluster.Referenced), static held => [new ObjectKey("n", ReconcileScript.SettingOf(ClusterObject.SpecOf(held)))])],
            Finalizer = Cluster.Finalizer,
            Backoff = new Backoff { Max = TimeSpan.FromSeconds(20) },
            TimeLimit = TimeSpan.FromMinutes(1),
            Resync = null,
            Limits = FleetKeys.HasAny(world.Seed) ? held => FleetKeys.Of(world.Seed, held.Uid) : null,
        };
        var permits = new Permits(3, [controller], static max => new PlainQuota(max));
        var keys = controller.Limits is null ? null : new LimitsFleet(address => world.RefTo(address, "/limits"), options.RenewDeadline, options.LeaseDuration);
        var limits = context.Spawn(Props.Create(() => new LimitsActor(new LimitsOptions(), permits, keys)), "limits");
        var ledger = remembers ? context.Spawn(Props.Create(() => new LedgerActor(new PersistenceOptions { BatchSize = 3 })), "ledger") : null;
        var fleet = new RegionFleet(address => world.RefTo(address, "/region"), Sources, options.HandoffTimeout);
        var settings = new RegionSettings(options.NumberOfShards, limits, permits, [new RegionController(controller, Sources)], fleet);
        var region = context.Spawn(Props.Create(() => new RegionActor(settings with { Ledger = ledger })), "region");
        Ingest(context, region, Cluster.Primary, new IngestRoute(controller, 0, RouteRole.Primary), options.NumberOfShards);
        Ingest(context, region, Cluster.Owned, new IngestRoute(controller, 1, RouteRole.Owned), options.NumberOfShards);
        Ingest(context, region, Cluster.Referenced, new IngestRoute(controller, 2, RouteRole.Referenced), options.NumberOfShards);
        var cluster = context.Spawn(Props.Create(() => new ClusterActor(new ClusterSettings(name, name, ["databases", "parts", "settings"], options), region, keys is null ? null : limits)), "cluster");
        context.Spawn(Props.Create(() => new FleetShell(world, cluster, restarts)), "shell");
    }

    private static void Ingest(ActorContext context, ActorRef region, string kind, IngestRoute route, int shards)
    {
        var settings = new IngestSettings(new WatchedKind("example.com", "v1", kind), [route], new ListWatchOptions(), shards);
        context.Spawn(Props.Create(() => IngestActor.For(settings, region)), $"ingest-{kind}");
    }
}
