using Actors.Kernel;

namespace Actors.Engine.Tests;

/// <summary>Does with its context what it is told, counts what rings, and answers everything else with that.</summary>
internal sealed class Alarm : Actor
{
    private int _rings;

    internal delegate void Act(ActorContext context);

    protected override void Receive(object message, ActorContext context)
    {
        if (message is "rings")
        {
            _rings++;
            return;
        }

        if (message is Act act) act(context);
        context.Reply(_rings);
    }
}
