using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Makes an agent do something. The number is unique and grows with time.</summary>
/// <param name="Number">Which one.</param>
/// <param name="Hops">How many times the work it causes may cause more.</param>
/// <param name="Author">Who told it; null from outside.</param>
/// <param name="MayBeForwarded">Whether others may pass it on in its author's name.</param>
internal sealed record Work(long Number, int Hops, ActorRef? Author, bool MayBeForwarded = false) : ITraced
{
    ulong ITraced.TraceNumber => (ulong)Number;
}

/// <summary>An answer to work.</summary>
internal sealed record Answer(long Number) : ITraced
{
    ulong ITraced.TraceNumber => (ulong)Number;
}

/// <summary>What a timer of an agent says; each timer that is set has a tick of its own.</summary>
internal sealed record Tick(long Number, string Key) : ITraced
{
    ulong ITraced.TraceNumber => (ulong)Number;
}

/// <summary>Work for an entity, told to its registry.</summary>
internal sealed record EntityWork(long Number, string Entity) : ITraced
{
    ulong ITraced.TraceNumber => (ulong)Number;
}

/// <summary>What an ask is known by.</summary>
internal sealed record AskTag(long Number);

/// <summary>The faults have ended: begin nothing new.</summary>
internal sealed record Settle;

/// <summary>The registry's word for an entity to end.</summary>
internal sealed record Retire;
