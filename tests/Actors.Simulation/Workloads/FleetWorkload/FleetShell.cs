using Actors.Cluster;
using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>A process was told to end (SIGTERM).</summary>
internal sealed record Terminate;

/// <summary>What ends a process in order, or after its time without, and starts it again after a while where that is wanted.</summary>
internal sealed class FleetShell(World world, ActorRef cluster, bool restarts) : Actor
{
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(30);

    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case Terminate:
                context.Tell(cluster, new LeaveFleet());
                context.StartTimer("grace", new FleetLeft(), GracePeriod);
                break;
            case FleetLeft:
                var machine = world.Executing!.Machine;
                world.After(TimeSpan.Zero, machine.Crash);
                if (restarts) world.After(world.Random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)), machine.Boot);
                break;
        }
    }
}
