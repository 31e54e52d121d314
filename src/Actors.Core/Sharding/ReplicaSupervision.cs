using Actors.Kernel;

namespace Actors.Sharding;

/// <summary>
/// How the actors of a replica are supervised: not at all. What a region, a shard or a resource actor holds is told to it once and is nowhere else, so one that failed could not
/// simply be made again. The replica ends, and the next one reads all anew.
/// </summary>
internal static class ReplicaSupervision
{
    public static SupervisorStrategy Strategy { get; } = new() { Decider = static _ => Directive.Escalate };
}
