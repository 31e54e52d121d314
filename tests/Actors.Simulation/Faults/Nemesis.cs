namespace Actors.Simulation;

/// <summary>Crashes, pauses and partitions at random until it is told to stop; then everything is mended.</summary>
public sealed class Nemesis
{
    private readonly World _world;
    private readonly FaultOptions _options;
    private readonly Random _random;
    private bool _hasEnded;

    /// <summary>Makes one that does nothing yet.</summary>
    public Nemesis(World world, FaultOptions options)
    {
        _world = world;
        _options = options;
        _random = new SeededRandom(world.Seed, "nemesis");
    }

    /// <summary>Begins with the faults.</summary>
    public void Start()
    {
        Repeat(_options.CrashInterval, Crash);
        Repeat(_options.PauseInterval, Pause);
        Repeat(_options.PartitionInterval, Partition);
    }

    /// <summary>Ends all faults: links heal, machines resume and boot, no message is lost any more.</summary>
    public void End()
    {
        _hasEnded = true;
        _world.Network.HealAll();
        _world.Network.Options = new LinkOptions();
        foreach (var machine in _world.Machines)
        {
            machine.Resume();
            machine.Boot();
        }
    }

    private void Repeat(TimeSpan interval, Action fault)
    {
        if (interval == TimeSpan.Zero) return;
        Later(interval * 2, () =>
        {
            fault();
            Repeat(interval, fault);
        });
    }

    private void Crash()
    {
        var machine = _random.Pick(_world.Machines);
        if (!_options.MayCrash(machine)) return;
        machine.Crash();
        Later(_options.DownMax, machine.Boot);
    }

    private void Pause()
    {
        var machine = _random.Pick(_world.Machines);
        machine.Pause();
        Later(_options.PauseMax, machine.Resume);
    }

    /// <summary>Cuts some directions between machines: one, or all around one machine.</summary>
    private void Partition()
    {
        var (one, other) = (_random.Pick(_world.Machines), _random.Pick(_world.Machines));
        if (_random.Chance(0.5)) _world.Network.Break(one, other);
        else _world.Network.Partition([one], _world.Machines.Where(machine => machine != one));
        Later(_options.PartitionMax, _world.Network.HealAll);
    }

    private void Later(TimeSpan most, Action action) => _world.After(_random.Between(TimeSpan.FromTicks(1), most), () =>
    {
        if (!_hasEnded) action();
    });
}
