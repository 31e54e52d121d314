using Actors.Kernel;

namespace Actors.Simulation;

/// <summary>Works a little, then asks to be stopped: when idle, or at once, or twice; with a chore under way that holds up its end, or without.</summary>
internal sealed class Entity(KernelScenario scenario) : Actor
{
    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case EntityWork:
                Work(context);
                break;
            case ReceiveTimeout:
                Passivate(context);
                break;
            case Retire:
                context.StopSelf();
                break;
        }
    }

    private static void Passivate(ActorContext context)
    {
        if (context.Random.Chance(0.5)) context.Passivate();
        else context.Passivate(new Retire());
    }

    private void Work(ActorContext context)
    {
        context.SetReceiveTimeout(context.Random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)));
        if (context.Random.Chance(0.3)) Passivate(context);
        if (context.Random.Chance(0.2)) Passivate(context);
        if (context.Random.Chance(0.2))
            context.Perform(new Chore(scenario.NextNumber(), ChoreFate.DoneLater, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(50)));
    }
}
