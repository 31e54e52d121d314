namespace Actors.Simulation;

/// <summary>An invariant that did not hold.</summary>
/// <param name="Invariant">Its name.</param>
/// <param name="Message">What happened instead, for the person who is to find out why.</param>
/// <param name="Time">When, in the world's time.</param>
/// <param name="IsLiveness">Whether something that should have happened has not, rather than something that must not happen has.</param>
public sealed record Violation(string Invariant, string Message, TimeSpan Time, bool IsLiveness);
