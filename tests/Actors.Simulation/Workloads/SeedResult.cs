namespace Actors.Simulation;

/// <summary>What came of one seed.</summary>
internal sealed record SeedResult(ulong Seed, ulong TraceHash, long Events, TimeSpan Duration, Violation? Violation, IReadOnlyList<TraceEvent> LastEvents);
