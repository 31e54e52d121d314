using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>
/// Machines, the network between them and the worlds their effects reach, on one thread, in virtual time, from one seed. The same seed and the same
/// calls give the same trace. Nothing happens unless <see cref="Step"/> or one of the run methods is called.
/// </summary>
public sealed partial class World
{
    private readonly EventQueue _events = new();
    private readonly List<Machine> _machines = [];
    private readonly List<Checker> _checkers = [];
    private readonly Random _turns;

    /// <summary>Makes an empty world at time zero.</summary>
    public World(ulong seed, WorldOptions? options = null)
    {
        Seed = seed;
        Options = options ?? new WorldOptions();
        Random = new SeededRandom(seed, "world");
        _turns = new SeededRandom(seed, "turns");
        Network = new Network(this);
        Effects = new EffectWorlds(this);
        Trace = new Trace(Options.RingCapacity);
    }

    /// <summary>What all chance in it comes from.</summary>
    public ulong Seed { get; }

    /// <summary>What holds for all its machines.</summary>
    public WorldOptions Options { get; }

    /// <summary>The time since it began.</summary>
    public TimeSpan Now => new(_events.Now);

    /// <summary>Chance for what is outside of machines. Actors have streams of their own.</summary>
    public Random Random { get; }

    /// <summary>The links between its machines.</summary>
    public Network Network { get; }

    /// <summary>What has happened.</summary>
    public Trace Trace { get; }

    /// <summary>Its machines, in the order they were added.</summary>
    public IReadOnlyList<Machine> Machines => _machines;

    /// <summary>How many events have been run.</summary>
    public long EventCount { get; private set; }

    internal long Time => _events.Now;

    internal EffectWorlds Effects { get; }

    /// <summary>The life whose actor is running; null while the world or a test is.</summary>
    internal SimulatedHost? Executing { get; private set; }

    /// <summary>Adds a machine and boots it. At each boot, <paramref name="boot"/> starts its top-level actors.</summary>
    public Machine AddMachine(string name, Action<ActorContext>? boot = null, MachineOptions? options = null)
    {
        if (_machines.Exists(machine => machine.Name == name)) throw new ArgumentException($"There is a machine {name} already", nameof(name));
        var machine = new Machine(this, _machines.Count, name, boot ?? (static _ => { }), options ?? new MachineOptions());
        _machines.Add(machine);
        machine.Boot();
        return machine;
    }

    /// <summary>The machine of that name.</summary>
    public Machine Machine(string name) =>
        _machines.Find(machine => machine.Name == name) ?? throw new ArgumentException($"There is no machine {name}", nameof(name));

    /// <summary>A reference to whoever is at a path of a machine when a message gets there; a dead letter if nobody is.</summary>
    public ActorRef RefTo(string machine, string path) => new PathRef(this, machine, ActorPath.Parse(path));

    /// <summary>Has effects of a type, and of those derived from it, carried out by <paramref name="handler"/>.</summary>
    public void Handle<TEffect>(Action<TEffect, EffectCall> handler) where TEffect : Effect => Effects.Handle(handler);

    /// <summary>Runs <paramref name="action"/> outside of all machines, <paramref name="delay"/> from now.</summary>
    public void After(TimeSpan delay, Action action) => _events.Add(new OutsideEvent(action), Time + delay.Ticks);

    internal void Schedule(IEvent happening, long time) => _events.Add(happening, time);

    internal void ScheduleTurn(SimulatedCell cell) => _events.Add(cell, Time + 1 + _turns.NextInt64(Options.TurnDelayMax.Ticks));

    /// <summary>Whether an actor of another machine, or of another life, is running: what it tells must go over the network.</summary>
    internal bool IsElsewhere(SimulatedHost host) => Executing is not null && Executing != host;

    internal void RunAs<T>(SimulatedHost? life, T argument, Action<T> action)
    {
        var before = Executing;
        Executing = life;
        try
        {
            action(argument);
        }
        finally
        {
            Executing = before;
        }
    }

    internal void RunOutside(Action action) => RunAs(null, action, static act => act());
}
