namespace Actors.Kernel;

/// <summary>A name that cannot be given to an actor.</summary>
public sealed class InvalidActorNameException : Exception
{
    private InvalidActorNameException(string message) : base(message) { }

    internal static InvalidActorNameException Malformed(string? name, ActorPath parent) => new(
        $"'{name}' cannot name an actor below {parent}: a name has 1 to {ActorPath.MaxNameLength} letters, digits and -_.*$+:@&=,!~';()% and does not start with $");

    internal static InvalidActorNameException InUse(string name, ActorPath parent) => new(
        $"The name '{name}' is in use below {parent}: watch the actor {ActorPath.Join(parent, name)} and wait for Terminated before using its name again");
}

/// <summary>An actor could not be made: its factory, <see cref="Actor.PreStart"/> or <see cref="Actor.PostRestart"/> threw.</summary>
public sealed class ActorInitializationException : Exception
{
    internal ActorInitializationException(ActorPath path, Exception cause)
        : base($"The actor {path} could not be started: {cause.Message}", cause)
    {
    }
}

/// <summary>An actor that watches another did not handle its <see cref="Terminated"/>.</summary>
public sealed class DeathPactException : Exception
{
    internal DeathPactException(ActorRef dead)
        : base($"{dead} stopped, and its watcher does not handle {nameof(Terminated)}")
    {
    }
}

/// <summary>An actor stashed more messages than it may.</summary>
public sealed class StashOverflowException : Exception
{
    internal StashOverflowException(ActorPath path, int capacity)
        : base($"The stash of {path} is full at {capacity} messages; unstash earlier or raise akka.actor.default-mailbox.stash-capacity")
    {
    }
}
