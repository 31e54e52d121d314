namespace Actors.Kernel;

/// <summary>
/// Something an actor wants done in the world: a value that says what, not how. The host carries it out and sends one message back.
/// See <see cref="ActorContext.Perform"/>.
/// </summary>
public abstract record Effect;

/// <summary>Names one effect an actor has started, to cancel it.</summary>
/// <param name="Value">Unique among the effects of one actor.</param>
public readonly record struct EffectId(int Value);

/// <summary>The outcome of an effect whose runner failed in a way it did not foresee, or for which there is no runner.</summary>
/// <param name="Effect">What was to be done.</param>
/// <param name="Error">What went wrong.</param>
public sealed record EffectFailed(Effect Effect, Exception Error);

/// <summary>The outcome of an effect that ended because it was cancelled.</summary>
/// <param name="Effect">What was to be done.</param>
public sealed record EffectCancelled(Effect Effect);
