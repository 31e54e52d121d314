using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Who lives on one machine during one of its lives: the agents others can find there.</summary>
internal sealed class Town(KernelScenario scenario)
{
    private const int RememberedMax = 48;

    private readonly List<ActorRef> _everyone = [];
    private readonly List<ActorRef> _agents = [];
    private int _oldest;

    public KernelScenario Scenario => scenario;

    public ActorRef? Registry { get; set; }

    /// <summary>All there ever were.</summary>
    public IReadOnlyList<ActorRef> Everyone => _everyone;

    /// <summary>Those who can be found.</summary>
    public IReadOnlyList<ActorRef> Agents => _agents;

    /// <summary>Remembers an agent, for a newcomer to find; in place of the oldest one if there are many.</summary>
    public void Add(ActorRef agent)
    {
        _everyone.Add(agent);
        if (_agents.Count < RememberedMax) _agents.Add(agent);
        else _agents[_oldest++ % RememberedMax] = agent;
    }
}
