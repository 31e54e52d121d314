using Actors.Kernel;
using Actors.Settings;
using Actors.Simulation;

namespace Actors.Cluster.Tests;

/// <summary>Whole replicas on machines without faults, on a server that answers within some milliseconds; the tests add, end and disturb them.</summary>
internal sealed class FleetBench
{
    private readonly SimulatedFleet _fleet;

    /// <param name="options">By default with 64 shards.</param>
    /// <param name="seed">Of the world; by default one whose objects are under no limit by key.</param>
    public FleetBench(ClusterOptions? options = null, ulong seed = 1)
    {
        World = new World(seed);
        Options = options ?? new ClusterOptions { NumberOfShards = 64 };
        _fleet = new SimulatedFleet(World, new ClusterTraits(TimeSpan.FromMilliseconds(5), 0, 0, 0, HasStreamingLists: true, SendsBookmarks: true, AuthorFailureChance: 0, KnowsShards: true), new FleetTraits { Options = Options, SlowWrites = 0, LongSteps = 0 });
        Network.IsHealthy = true;
        World.Add(new Seer(Seen));
        foreach (var checker in SimulatedFleet.Checkers().Append(new FleetKeyChecker(seed))) World.Add(checker);
    }

    public World World { get; }

    public ClusterOptions Options { get; }

    public FleetServer Server => _fleet.Server;

    public ClusterNetwork Network => _fleet.Network;

    /// <summary>What was reported since it was cleared last, with the time.</summary>
    public List<(TimeSpan Time, object Message)> Seen { get; } = [];

    public HashSet<Machine> Blind => _fleet.Blind;

    public ShardMap Map
    {
        get
        {
            Assert.True(ShardMapText.TryRead(Server.Map!.Value.Text, out var map, out var error), error);
            return map;
        }
    }

    public int MapWrites => Seen.Count(static one => one.Message is MapStored);

    public Machine Add(string name, ClusterOptions? options = null) => World.AddMachine(name, context => FleetReplica.Boot(World, name, options ?? Options, context, restarts: false));

    public void End(string name) => World.Machine(name).Find("/shell")!.Tell(new Terminate());

    public void Pass(double seconds)
    {
        World.RunFor(TimeSpan.FromSeconds(seconds));
        Assert.True(World.Violation is null, World.Violation?.ToString());
    }

    public void Create(int objects)
    {
        for (var one = 0; one < objects; one++) Network.Cluster.Create(new ClusterObject(Simulation.Cluster.Primary, $"d{one}", "") { Spec = one });
    }

    public ClusterSnapshot SnapshotOf(string name)
    {
        ClusterSnapshot? answer = null;
        var machine = World.Machine(name);
        var asker = machine.Spawn(Props.Create(() => new Asker(snapshot => answer = snapshot)));
        machine.Find("/cluster")!.Tell(new GetCluster(), asker);
        Pass(0.01);
        return answer!;
    }

    /// <summary>How many shards each replica owns, by its machine's name.</summary>
    public Dictionary<string, int> Counts() => Map.Shards.GroupBy(static place => place.Owner!.Split('_')[0]).ToDictionary(static one => one.Key, static one => one.Count());

    private sealed class Asker(Action<ClusterSnapshot> take) : Actor
    {
        protected override void Receive(object message, ActorContext context) => take((ClusterSnapshot)message);
    }

    private sealed class Seer(List<(TimeSpan Time, object Message)> seen) : Checker
    {
        public override void Observe(in TraceEvent happened)
        {
            if (happened is { Kind: TraceKind.Reported or TraceKind.EffectBegun, Message: { } message }) seen.Add((new TimeSpan(happened.Time), message));
        }
    }
}
