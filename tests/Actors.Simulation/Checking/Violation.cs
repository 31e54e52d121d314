namespace Actors.Simulation;

/// <summary>An invariant that did not hold.</summary>
/// <param name="Invariant">Its name.</param>
/// <param name="Message">What happened instead, for the person who is to find out why.</param>
/// <param name="Time">When, in the world's time.</param>
/// <param name="Kind">What sort of invariant.</param>
public sealed record Violation(string Invariant, string Message, TimeSpan Time, ViolationKind Kind);
