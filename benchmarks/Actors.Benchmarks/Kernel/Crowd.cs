using Actors.Engine;
using Actors.Kernel;

namespace Actors.Benchmarks.Kernel;

/// <summary>Many actors below one.</summary>
internal sealed class Crowd(int count, Props props) : Actor
{
    private readonly ActorRef[] _members = new ActorRef[count];

    /// <summary>Spawns them and waits until each has started.</summary>
    public static ActorRef[] Spawn(ActorSystem system, int count, Props props)
    {
        var crowd = system.Spawn(Props.Create(() => new Crowd(count, props)));
        var members = system.AskAsync<ActorRef[]>(crowd, "members", TimeSpan.FromMinutes(2)).GetAwaiter().GetResult();
        while (members.Any(member => ((ActorCell)member).State != CellState.Running)) Thread.Yield();
        return members;
    }

    protected override void PreStart(ActorContext context)
    {
        for (var i = 0; i < _members.Length; i++) _members[i] = context.Spawn(props, $"member-{i}");
    }

    protected override void Receive(object message, ActorContext context) => context.Reply(_members);
}
