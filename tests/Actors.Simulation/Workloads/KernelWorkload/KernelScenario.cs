using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Random actor trees on one to five machines that use everything the kernel has.</summary>
internal sealed class KernelScenario : Scenario
{
    public const string RegistryName = "registry";

    private const int StashCapacity = 16;

    private static readonly string[] EntityNames = ["north", "east", "south", "west"];

    private readonly Random _drive;
    private readonly Dictionary<Machine, Town> _towns = [];
    private int _actionsLeft;
    private long _lastNumber;

    public KernelScenario(ulong seed)
    {
        Options = KernelOptions.Draw(new SeededRandom(seed, "options"));
        World = new World(seed, new WorldOptions { StashCapacity = StashCapacity, Links = Options.Links });
        _drive = new SeededRandom(seed, "drive");
        _actionsLeft = Options.Actions;
        Directives = DrawDirectives(_drive);
        World.Handle<Chore>((chore, call) => ChoreWorld.Carry(World, chore, call));
        foreach (var checker in KernelCheckers.All()) World.Add(checker);
        for (var number = 1; number <= Options.Machines; number++) AddMachine($"m{number}");
        for (var left = Options.Injections; left > 0; left--) World.After(_drive.Between(TimeSpan.Zero, Options.SafetyPhase), Inject);
    }

    public override World World { get; }

    public override FaultOptions Faults => Options.Faults;

    public override TimeSpan SafetyPhase => Options.SafetyPhase;

    public KernelOptions Options { get; }

    public bool IsOver { get; private set; }

    public int HopsMax => 3;

    /// <summary>What failures ask for in this seed.</summary>
    public IReadOnlyList<Directive> Directives { get; }

    public override void Settle()
    {
        IsOver = true;
        foreach (var agent in _towns.Values.SelectMany(town => town.Everyone)) agent.Tell(new Settle());
    }

    public long NextNumber() => ++_lastNumber;

    public Work NewWork(int hops, ActorRef? author = null, bool mayBeForwarded = false) => new(NextNumber(), hops, author, mayBeForwarded);

    public EntityWork NewEntityWork(Random random) => new(NextNumber(), random.Pick(EntityNames));

    public AgentAction DrawAction(Random random) => random.Pick(Options.Menu);

    public bool SpendAction() => !IsOver && _actionsLeft-- > 0;

    /// <summary>An agent anywhere, by its reference or by its path.</summary>
    public ActorRef DrawFarAgent(Random random)
    {
        var machine = random.Pick(World.Machines);
        var agents = _towns[machine].Agents;
        if (agents.Count == 0) return World.RefTo(machine.Name, "/nobody");
        var agent = random.Pick(agents);
        return random.Chance(0.5) ? agent : World.RefTo(machine.Name, agent.Path.ToString());
    }

    public void MaybeFailBirth()
    {
        if (!IsOver && World.Random.Chance(Options.BirthFailures)) throw new AgentFailure(World.Random.Pick(Directives));
    }

    private static List<Directive> DrawDirectives(Random random)
    {
        var directives = new List<Directive> { random.Pick(Enum.GetValues<Directive>()) };
        directives.AddRange(Enum.GetValues<Directive>().Where(_ => random.Chance(0.6)));
        return directives;
    }

    private void AddMachine(string name) => World.AddMachine(name, context => Boot(name, context), new MachineOptions
    {
        DriftPpm = _drive.Next(-Options.DriftPpmMax, Options.DriftPpmMax + 1),
        Supervision = new SupervisorStrategy { Decider = AgentFailure.DecideAtTop, MinBackoff = TimeSpan.FromMilliseconds(10) },
    });

    private void Boot(string name, ActorContext context)
    {
        var town = new Town(this) { Registry = context.Spawn(Props.Create(this, static scenario => new Registry(scenario)), RegistryName) };
        _towns[World.Machine(name)] = town;
        for (var more = 1 + context.Random.Next(3); more > 0; more--) town.Add(context.Spawn(Profile.Draw(town, 0, context.Random).ToProps()));
    }

    private void Inject()
    {
        var machine = _drive.Pick(World.Machines);
        if (machine.State == MachineState.Crashed) return;
        var town = _towns[machine];
        if (_drive.Chance(0.3)) town.Registry!.Tell(NewEntityWork(_drive));
        if (_drive.Chance(0.1) || town.Agents.Count == 0) town.Add(machine.Spawn(Profile.Draw(town, 0, _drive).ToProps()));
        _drive.Pick(town.Agents).Tell(NewWork(HopsMax));
    }
}
