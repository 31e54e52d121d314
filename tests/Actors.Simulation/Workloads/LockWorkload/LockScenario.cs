using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Clients on machines of their own that want one lock, and the service that gives it, all of which crash, pause and lose their network.</summary>
internal sealed class LockScenario : Scenario
{
    private const string ServiceMachine = "locks";
    private const string ServiceName = "lock";

    private readonly double _serviceFailures;
    private long _lastRequest;

    public LockScenario(ulong seed, Func<LockScenario, LockService> makeService)
    {
        var random = new SeededRandom(seed, "lock");
        Faults = FaultOptions.Draw(random, TimeSpan.FromSeconds(3));
        SafetyPhase = random.Between(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
        World = new World(seed, new WorldOptions { Links = DrawLinks(random) });
        new EpochDisk(World, random.Chance(0.5) ? 0 : 0.2).Attach();
        _serviceFailures = random.Chance(0.5) ? 0 : 0.02;
        World.AddMachine(ServiceMachine, context => context.Spawn(Props.Create(() => makeService(this)), ServiceName), Drifting(random));
        Service = World.RefTo(ServiceMachine, $"/{ServiceName}");
        for (var left = 2 + random.Next(4); left > 0; left--)
            World.AddMachine($"c{left}", context => context.Spawn(Props.Create(() => new LockClient(this)), "client"), Drifting(random));
        World.Add(new FencingChecker(World.Machines.Skip(1)));
    }

    public override World World { get; }

    public override FaultOptions Faults { get; }

    public override TimeSpan SafetyPhase { get; }

    /// <summary>How long the service keeps the lock for a client, by its clock.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The share of messages at which the service fails. None once faults have ended: a service that fails now and then never gets through what has piled up
    /// while it was away.
    /// </summary>
    public double ServiceFailures => IsOver ? 0 : _serviceFailures;

    /// <summary>How long a client relies on a lease, by its own clock.</summary>
    public static TimeSpan GoodFor => Lease * 0.9;

    public ActorRef Service { get; }

    public bool IsOver { get; private set; }

    public override void Settle()
    {
        IsOver = true;
        World.Report(null, new FaultsEnded());
    }

    public long NextRequest() => ++_lastRequest;

    private static LinkOptions DrawLinks(Random random) => new()
    {
        LatencyMax = random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(300)),
        Straggling = random.Chance(0.5) ? 0 : 0.05,
        Loss = random.Chance(0.5) ? 0 : 0.2 * random.NextDouble(),
    };

    private static MachineOptions Drifting(Random random) => new() { DriftPpm = random.Next(-20_000, 20_001) };
}
