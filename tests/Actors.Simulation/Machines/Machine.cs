using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>A simulated computer: boots, runs actors by a clock of its own, is paused, crashes, and comes back with none of what it held in memory.</summary>
public sealed class Machine
{
    private readonly List<IEvent> _held = [];
    private int _lives;

    internal Machine(World world, int index, string name, Action<ActorContext> boot, MachineOptions options)
    {
        World = world;
        Index = index;
        Name = name;
        BootActors = boot;
        Options = options;
    }

    /// <summary>What it is called, unique in its world.</summary>
    public string Name { get; }

    /// <summary>Whether it works.</summary>
    public MachineState State { get; private set; }

    /// <summary>How often it has booted.</summary>
    public int Lives => _lives;

    /// <summary>What its clock shows.</summary>
    /// <exception cref="InvalidOperationException">It has crashed.</exception>
    public Instant Now => Alive.Now;

    internal World World { get; }

    internal int Index { get; }

    internal MachineOptions Options { get; }

    internal Action<ActorContext> BootActors { get; }

    /// <summary>The life it lives, null while crashed.</summary>
    internal SimulatedHost? Life { get; private set; }

    internal bool HoldsEvents => _held.Count > 0;

    private SimulatedHost Alive => Life ?? throw new InvalidOperationException($"Machine {Name} has crashed; boot it first");

    /// <summary>Starts a new life with fresh actors. Nothing if it has not crashed.</summary>
    public void Boot()
    {
        if (State != MachineState.Crashed) return;
        State = MachineState.Running;
        _lives++;
        var random = new SeededRandom(World.Seed, $"machine {Name}, life {_lives}");
        var clock = new MachineClock(World.Time, Options.ClockAtBoot ?? ClockStart.Draw(random), Options.DriftPpm);
        Life = new SimulatedHost(this, clock, _lives, random);
        World.Record(new TraceEvent(World.Time, TraceKind.Booted, this, null, null, null));
        World.RunAs(Life, Life.Root, static root => root.Accept(root.Host.Rent(Start.Instance, null)));
    }

    /// <summary>Ends its life: actors, mailboxes and timers are gone; effects already begun may still take effect, unheard.</summary>
    public void Crash()
    {
        if (Life is null) return;
        Life.HasEnded = true;
        Life = null;
        State = MachineState.Crashed;
        World.Record(new TraceEvent(World.Time, TraceKind.Crashed, this, null, null, null));
        foreach (var held in _held)
        {
            // What had come from the network finds nobody; the rest ends with the life it belongs to.
            if (held.Life is null) held.Happen();
        }

        _held.Clear();
    }

    /// <summary>Makes it stand still. Nothing unless it is running.</summary>
    public void Pause()
    {
        if (State != MachineState.Running) return;
        State = MachineState.Paused;
        World.Record(new TraceEvent(World.Time, TraceKind.Paused, this, null, null, null));
    }

    /// <summary>Lets it go on with all that has waited. Nothing unless it is paused.</summary>
    public void Resume()
    {
        if (State != MachineState.Paused) return;
        State = MachineState.Running;
        World.Record(new TraceEvent(World.Time, TraceKind.Resumed, this, null, null, null));
        foreach (var held in _held) World.Schedule(held, World.Time);
        _held.Clear();
    }

    /// <summary>Starts a top-level actor.</summary>
    /// <exception cref="InvalidOperationException">The machine has crashed.</exception>
    public ActorRef Spawn(Props props, string? name = null)
    {
        ActorCell? spawned = null;
        World.RunAs(Alive, Alive.Root, root => spawned = root.Spawn(props, name));
        return spawned!;
    }

    /// <summary>The actor at <paramref name="path"/> in this life, or null.</summary>
    public ActorRef? Find(string path)
    {
        ActorCell? cell = Life?.Root;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries)) cell = cell?.Child(name);
        return cell;
    }

    /// <summary>The machine's name.</summary>
    public override string ToString() => Name;

    internal void Hold(IEvent happening) => _held.Add(happening);
}
