using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>
/// The links between machines: each ordered pair keeps the order of its messages, delays them, loses some, and can be broken in one direction. What is
/// under way when a link breaks is lost.
/// </summary>
public sealed class Network
{
    private readonly World _world;
    private readonly Random _random;
    private readonly Dictionary<(int From, int To), Link> _links = [];

    internal Network(World world)
    {
        _world = world;
        _random = new SeededRandom(world.Seed, "network");
        Options = world.Options.Links;
    }

    /// <summary>How all links behave that were given no options of their own.</summary>
    public LinkOptions Options { get; set; }

    /// <summary>Gives one direction options of its own; null takes them back.</summary>
    public void Set(Machine from, Machine to, LinkOptions? options) => LinkOf(from, to).Options = options;

    /// <summary>Whether that direction is broken.</summary>
    public bool IsBroken(Machine from, Machine to) => LinkOf(from, to).IsBroken;

    /// <summary>Breaks one direction.</summary>
    public void Break(Machine from, Machine to) => Switch(from, to, isBroken: true);

    /// <summary>Mends one direction.</summary>
    public void Heal(Machine from, Machine to) => Switch(from, to, isBroken: false);

    /// <summary>Breaks both directions between the two groups.</summary>
    public void Partition(IEnumerable<Machine> some, IEnumerable<Machine> others)
    {
        foreach (var (one, other) in some.SelectMany(_ => others, (one, other) => (one, other)))
        {
            Break(one, other);
            Break(other, one);
        }
    }

    /// <summary>Mends all links.</summary>
    public void HealAll()
    {
        foreach (var from in _world.Machines)
        {
            foreach (var to in _world.Machines) Heal(from, to);
        }
    }

    internal void Send(Machine to, ActorRef target, object message, ActorRef? sender)
    {
        var from = _world.Executing!;
        if (from.HasEnded) return;
        var link = LinkOf(from.Machine, to);
        var options = link.Options ?? Options;
        from.Record(TraceKind.Sent, target, sender, message);
        if (link.IsBroken || _random.Chance(options.Loss)) from.Record(TraceKind.Dropped, target, sender, message);
        else _world.Schedule(new Arrival(from.Machine, to, link, target, message, sender), link.Arrival(_world.Time, options, _random));
    }

    private void Switch(Machine from, Machine to, bool isBroken)
    {
        var link = LinkOf(from, to);
        if (link.IsBroken == isBroken) return;
        link.IsBroken = isBroken;
        _world.Record(new TraceEvent(_world.Time, isBroken ? TraceKind.LinkBroken : TraceKind.LinkHealed, from, null, null, to));
    }

    private Link LinkOf(Machine from, Machine to)
    {
        if (!_links.TryGetValue((from.Index, to.Index), out var link)) _links.Add((from.Index, to.Index), link = new Link());
        return link;
    }
}
