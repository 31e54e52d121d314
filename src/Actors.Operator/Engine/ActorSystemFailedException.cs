namespace Actors.Engine;

/// <summary>The actor system ended because a failure was escalated to its root.</summary>
public sealed class ActorSystemFailedException : Exception
{
    internal ActorSystemFailedException(Exception cause)
        : base($"The actor system ended: {cause.Message}", cause)
    {
    }
}
