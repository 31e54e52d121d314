using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>What an agent does to others.</summary>
internal sealed partial class Agent
{
    private const int ChildrenMax = 5;

    // Few, so that they are often in use, and used again.
    private static readonly string?[] Names = ["a", "b", "c", null];

    private void Do(AgentAction action, Work? cause, ActorContext context)
    {
        switch (action)
        {
            case AgentAction.Tell:
                Tell(Neighbour(context), cause, context);
                break;
            case AgentAction.TellFar:
                Tell(Scenario.DrawFarAgent(context.Random), cause, context);
                break;
            case AgentAction.Forward when cause is { MayBeForwarded: true }:
                context.Forward(Neighbour(context));
                break;
            case AgentAction.Ask:
                Ask(context);
                break;
            case AgentAction.TellEntity when Town.Registry is { } registry:
                context.Tell(registry, Scenario.NewEntityWork(context.Random));
                break;
            case AgentAction.Spawn:
                Spawn(context.Random.Pick(Names), context);
                break;
            case AgentAction.Stop:
                context.Stop(Neighbour(context));
                break;
            case AgentAction.StopSelf:
                context.StopSelf();
                break;
            case AgentAction.Poison:
                context.Tell(Neighbour(context), PoisonPill.Instance);
                break;
            case AgentAction.Throw:
                throw new AgentFailure(context.Random.Pick(Scenario.Directives));
            case AgentAction.Watch:
                Watch(Neighbour(context), context);
                break;
            case AgentAction.Unwatch:
                Unwatch(Neighbour(context), context);
                break;
            default:
                DoToItself(action, cause, context);
                break;
        }
    }

    /// <summary>Somebody on the same machine: a child, the parent, or anyone who lives or lived here.</summary>
    private ActorRef Neighbour(ActorContext context)
    {
        var draw = context.Random.Next(10);
        if (draw < 4 && context.Children.Count > 0) return AgentAmong(context.Children, context);
        if (draw == 4 && profile.Depth > 0) return context.Parent;
        return Town.Agents.Count > 0 ? context.Random.Pick(Town.Agents) : context.Self;
    }

    private static ActorRef AgentAmong(IReadOnlyCollection<ActorRef> children, ActorContext context)
    {
        var child = children.ElementAt(context.Random.Next(children.Count));

        // What the kernel made for an ask is not for agents to meddle with.
        return child.Path.Name.StartsWith("$ask", StringComparison.Ordinal) ? context.Self : child;
    }

    private void Tell(ActorRef target, Work? cause, ActorContext context)
    {
        var hops = cause?.Hops ?? Scenario.HopsMax;
        if (hops > 0) context.Tell(target, Scenario.NewWork(hops - 1, context.Self, context.Random.Chance(0.2)));
    }

    private void Spawn(string? name, ActorContext context)
    {
        if (profile.Depth >= Profile.DepthMax || context.Children.Count >= ChildrenMax) return;
        try
        {
            var child = context.Spawn(Profile.Draw(Town, profile.Depth + 1, context.Random).ToProps(), name);
            Town.Add(child);
            if (context.Random.Chance(0.5)) Watch(child, context);
        }
        catch (InvalidActorNameException)
        {
            Report(context, new Reports.NameRefused(name!));
        }
    }

    private void Watch(ActorRef target, ActorContext context)
    {
        if (target == context.Self) return;
        context.Watch(target);
        Report(context, new Reports.Watched(target));
    }

    private void Unwatch(ActorRef target, ActorContext context)
    {
        context.Unwatch(target);
        Report(context, new Reports.Unwatched(target));
    }

    private void Ask(ActorContext context)
    {
        var timeout = context.Random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
        var tag = new AskTag(Scenario.NextNumber());
        var target = context.Random.Chance(0.5) ? Neighbour(context) : Scenario.DrawFarAgent(context.Random);
        Report(context, new Reports.Asked(tag, context.Now + timeout));
        context.Ask(target, Scenario.NewWork(0), timeout, tag);
    }
}
