using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Simulation;

/// <summary>The world a fleet lives in: the cluster's objects, Leases and shard map, the way there, and what the shell of each replica does.</summary>
internal sealed class SimulatedFleet
{
    private readonly World _world;
    private readonly FleetEffects _effects;
    private long _lastRun;

    public SimulatedFleet(World world, ClusterTraits cluster, FleetTraits traits)
    {
        _world = world;
        Traits = traits;
        Network = new ClusterNetwork(world, new Cluster(world), cluster);
        Server = new FleetServer(world);
        _effects = new FleetEffects(world, Network, Server, traits);
        new ClusterEffects(world, Network).Attach();
        _effects.Attach();
        Run<Reconcile>(static effect => effect.Object, static (run, effect) => run.Reconcile(effect.IsCleanup, effect.Children));
        Run<AddFinalizer>(static effect => effect.Object, static (run, _) => run.ChangeFinalizer(isOn: true));
        Run<RemoveFinalizer>(static effect => effect.Object, static (run, _) => run.ChangeFinalizer(isOn: false));
    }

    public World World => _world;

    public FleetTraits Traits { get; }

    public ClusterNetwork Network { get; }

    public FleetServer Server { get; }

    /// <summary>Machines whose requests about Leases and the map come to nothing.</summary>
    public HashSet<Machine> CutOffFromLeases => _effects.CutOff;

    /// <summary>Machines that cannot read Leases and map, though they can write them.</summary>
    public HashSet<Machine> Blind => _effects.Blind;

    public FleetAmbush Ambush => _effects.Ambush;

    /// <summary>What must hold at any time.</summary>
    public static IEnumerable<Checker> Checkers() => [new OneRunChecker(), new FenceChecker(), new EpochChecker(), new NoFailureChecker(), new KnowledgeChecker()];

    public long NextRun() => ++_lastRun;

    public bool IsOpen(Machine machine, OwnedEffect effect) => _effects.IsOpen(machine, effect);

    /// <summary>What the fence does not let through does not begin.</summary>
    private void Run<TEffect>(Func<TEffect, KubernetesObject> subject, Action<FleetRun, TEffect> begin) where TEffect : OwnedEffect => _world.Handle<TEffect>((effect, call) =>
    {
        if (IsOpen(call.Machine, effect)) begin(new FleetRun(this, effect, subject(effect), call), effect);
        else call.CompleteCancelled();
    });
}
