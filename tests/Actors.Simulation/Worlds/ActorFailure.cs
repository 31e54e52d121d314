using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>What an actor threw, and what became of it.</summary>
/// <param name="Actor">Who threw it.</param>
/// <param name="Error">What it threw.</param>
/// <param name="Decision">One of the kinds of failure.</param>
public sealed record ActorFailure(ActorRef? Actor, Exception Error, TraceKind Decision);
