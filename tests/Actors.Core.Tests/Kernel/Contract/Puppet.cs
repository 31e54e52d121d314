namespace Actors.Kernel.Tests;

/// <summary>What a test has a puppet do.</summary>
internal delegate void Act(ActorContext context);

/// <summary>Has a <see cref="Puppet"/> do something as itself.</summary>
internal sealed record Do(Act Act);

/// <summary>An actor that does what it is told and shows a probe everything else: other messages, and, if asked to, its life's turns as text.</summary>
internal sealed class Puppet(ActorRef probe) : Actor
{
    public string? Announces { get; init; }

    public SupervisorStrategy Strategy { get; init; } = SupervisorStrategy.Default;

    public Act? OnStart { get; init; }

    public Act? OnStop { get; init; }

    public Act? OnRestarted { get; init; }

    protected override SupervisorStrategy Supervision => Strategy;

    public static Props Showing(ActorRef probe) => Props.Create(() => new Puppet(probe));

    public static Props Announcing(ActorRef probe, string name, SupervisorStrategy? strategy = null) =>
        Props.Create(() => new Puppet(probe) { Announces = name, Strategy = strategy ?? SupervisorStrategy.Default });

    protected override void Receive(object message, ActorContext context)
    {
        if (message is Do todo) todo.Act(context);
        else probe.Tell(message, context.Sender);
    }

    protected override void PreStart(ActorContext context)
    {
        Announce("starts");
        OnStart?.Invoke(context);
    }

    protected override void PostStop(ActorContext context)
    {
        Announce("stops");
        OnStop?.Invoke(context);
    }

    protected override void PreRestart(Exception reason, ActorContext context) => Announce($"ends after {reason.Message}");

    protected override void PostRestart(Exception reason, ActorContext context)
    {
        Announce($"restarts after {reason.Message}");
        OnRestarted?.Invoke(context);
    }

    private void Announce(string what)
    {
        if (Announces is not null) probe.Tell($"{Announces} {what}");
    }
}

internal static class PuppetExtensions
{
    /// <summary>Has the puppet do something, when its turn comes.</summary>
    public static void Do(this ActorRef puppet, Act act) => puppet.Tell(new Do(act));

    public static void Throw(this ActorRef puppet, string message) => puppet.Do(_ => throw new InvalidOperationException(message));
}
