using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>Where whoever looks on is told of transitions as they happen. One for all objects of a controller: while nobody looks on it costs one look at a field.</summary>
internal sealed class TransitionTap
{
    /// <summary>Is told of each transition, on the turn of the object's actor, so it must be quick, thread-safe and not throw; null if nobody looks on.</summary>
    public Action<ResourceTransition>? Listener { get; set; }
}

/// <summary>A transition as it happens.</summary>
/// <param name="Controller">Whose object.</param>
/// <param name="Key">Its name.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state now.</param>
/// <param name="Failures">How often it has failed in a row.</param>
/// <param name="Error">Why it failed last; null if it has succeeded since.</param>
internal sealed record ResourceTransition(ControllerSpec Controller, ObjectKey Key, string Uid, ResourceState From, ResourceState To, int Failures, ReconcileError? Error);
