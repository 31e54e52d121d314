using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Props of an actor that is watched at its own boundary: the trace holds what behaviours see, not what the kernel believes.</summary>
internal sealed class RecordedProps(Props props, SimulatedHost host) : Props
{
    internal override Actor NewActor() => new RecordedActor(props.NewActor(), host);
}
