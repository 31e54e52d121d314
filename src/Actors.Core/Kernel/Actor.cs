namespace Actors.Kernel;

/// <summary>
/// A behaviour: takes one message at a time, changes its own state, and reaches the world only through its context. It never blocks,
/// awaits, reads a clock or draws chance by itself, so the same code runs on the thread pool and under the simulator.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Every method runs on the actor's own turn; no two at once. The context is good for that call only.</item>
/// <item>An exception is a failure: the parent's <see cref="Supervision"/> decides. The message that caused it is gone, the others wait.</item>
/// <item>A restart keeps path, reference and mailbox (stashed messages go back into it) and nothing else: children are stopped,
/// effects cancelled and awaited, timers and watches forgotten, then a new instance is made.</item>
/// </list>
/// </remarks>
public abstract class Actor
{
    /// <summary>How failures of this actor's children are dealt with; <see cref="SupervisorStrategy.Default"/> unless overridden.</summary>
    protected virtual SupervisorStrategy Supervision => SupervisorStrategy.Default;

    /// <summary>Handles one message.</summary>
    /// <param name="message">The message, never null.</param>
    /// <param name="context">The actor's surroundings, for this call only.</param>
    protected abstract void Receive(object message, ActorContext context);

    /// <summary>Runs before the first message.</summary>
    protected virtual void PreStart(ActorContext context) { }

    /// <summary>Runs last, when all children have stopped and all effects have ended. An exception here is reported and changes nothing.</summary>
    protected virtual void PostStop(ActorContext context) { }

    /// <summary>
    /// Runs on the failed instance when its children and effects have ended and before the next instance is made. Calls
    /// <see cref="PostStop"/> unless overridden. An exception here is reported and changes nothing.
    /// </summary>
    /// <param name="reason">What the failed instance threw.</param>
    /// <param name="context">The actor's surroundings.</param>
    protected virtual void PreRestart(Exception reason, ActorContext context) => PostStop(context);

    /// <summary>Runs on the new instance before its first message. Calls <see cref="PreStart"/> unless overridden.</summary>
    /// <param name="reason">What the former instance threw.</param>
    /// <param name="context">The actor's surroundings.</param>
    protected virtual void PostRestart(Exception reason, ActorContext context) => PreStart(context);

    // The kernel's way in: were the hooks themselves internal too, every override in a friend assembly would have to be spelled differently.
    internal SupervisorStrategy CallSupervision() => Supervision;

    internal void CallReceive(object message, ActorContext context) => Receive(message, context);

    internal void CallPreStart(ActorContext context) => PreStart(context);

    internal void CallPostStop(ActorContext context) => PostStop(context);

    internal void CallPreRestart(Exception reason, ActorContext context) => PreRestart(reason, context);

    internal void CallPostRestart(Exception reason, ActorContext context) => PostRestart(reason, context);
}
