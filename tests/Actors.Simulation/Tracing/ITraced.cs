namespace Actors.Simulation;

/// <summary>A message that puts what it says into the hash of the trace; others count by their type alone.</summary>
public interface ITraced
{
    /// <summary>A number for what it says, the same in every run of a seed.</summary>
    ulong TraceNumber { get; }
}
