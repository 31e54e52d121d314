namespace Actors.Kernel;

/// <summary>
/// Children made when the first message for them comes and stopped when they are idle, without losing one in between: what comes for a child
/// that is stopping waits for its successor. A part of the parent's state, used by its behaviour alone. All messages for the
/// children must go through the parent. It takes every <see cref="Terminated"/> of a child of its parent for its own.
/// </summary>
/// <param name="props">How to make the child of a name.</param>
/// <param name="bufferCapacity">How many messages may wait for children that are stopping, in all; what comes beyond is a dead letter.</param>
public sealed class EntityChildren(Func<string, Props> props, int bufferCapacity)
{
    private readonly Dictionary<string, Queue<(object Message, ActorRef Sender)>> _stopping = [];
    private int _buffered;

    /// <summary>How many messages wait for children that are stopping.</summary>
    public int BufferedCount => _buffered;

    /// <summary>Whether there is a child of that name that is not stopping.</summary>
    public bool IsLive(string name, ActorContext context) => Live(name, context) is not null;

    /// <summary>The child of that name, unless there is none or it is stopping. What goes to a live child may be told to it without <see cref="Deliver"/>.</summary>
    public ActorRef? Live(string name, ActorContext context) => _stopping.Count > 0 && _stopping.ContainsKey(name) ? null : context.Child(name);

    /// <summary>Whether a child is stopping, or about to: what it is told now may be a dead letter.</summary>
    internal bool IsStopping(ActorRef child) => _stopping.Count > 0 && _stopping.ContainsKey(child.Path.Name);

    /// <summary>Passes the message being handled, or one it contains, on to the child of that name, with its sender kept.</summary>
    /// <exception cref="InvalidActorNameException"><paramref name="name"/> cannot name an actor.</exception>
    public void Deliver(string name, object message, ActorContext context)
    {
        if (Live(name, context) is { } live) live.Tell(message, context.Sender);
        else DeliverToNew(name, message, context);
    }

    /// <summary>Delivers to a child of whom <see cref="Live"/> has just said that there is none, without looking for it again.</summary>
    internal void DeliverToNew(string name, object message, ActorContext context)
    {
        if (!_stopping.TryGetValue(name, out var waiting))
        {
            SpawnWatched(name, context).Tell(message, context.Sender);
        }
        else if (_buffered < bufferCapacity)
        {
            waiting.Enqueue((message, context.Sender));
            _buffered++;
        }
        else
        {
            context.DeadLetters.Tell(message, context.Sender);
        }
    }

    /// <summary>
    /// Takes the messages that are about children: <see cref="Passivate"/> and <see cref="PassivationRefused"/> from one of them,
    /// <see cref="Terminated"/> of one of them. A parent calls it first with all it gets.
    /// </summary>
    /// <returns>Whether the message was one of those and needs nothing more.</returns>
    public bool Handle(object message, ActorContext context) => message switch
    {
        Passivate passivate => BeginStop(passivate, context),
        PassivationRefused => GoOn(context),
        Terminated terminated => AfterStop(terminated.Actor, context),
        _ => false,
    };

    /// <summary>Gives up what waits: it becomes dead letters. A parent calls it in <see cref="Actor.PostStop"/>, so that nothing vanishes with it.</summary>
    public void Abandon(ActorContext context)
    {
        foreach (var waiting in _stopping.Values)
        {
            foreach (var (message, sender) in waiting) context.DeadLetters.Tell(message, sender);
        }

        _stopping.Clear();
        _buffered = 0;
    }

    private bool BeginStop(Passivate passivate, ActorContext context)
    {
        var name = context.Sender.Path.Name;
        if (!ReferenceEquals(context.Child(name), context.Sender)) return true;
        if (_stopping.TryAdd(name, [])) context.Tell(context.Sender, passivate.StopMessage);
        return true;
    }

    private bool GoOn(ActorContext context)
    {
        var name = context.Sender.Path.Name;
        if (!ReferenceEquals(context.Child(name), context.Sender) || !_stopping.Remove(name, out var waiting)) return true;
        _buffered -= waiting.Count;
        foreach (var (message, sender) in waiting) context.Sender.Tell(message, sender);
        return true;
    }

    private bool AfterStop(ActorRef child, ActorContext context)
    {
        if (child.Path.Parent != context.Self.Path) return false;
        if (!_stopping.Remove(child.Path.Name, out var waiting) || waiting.Count == 0) return true;
        _buffered -= waiting.Count;
        var successor = SpawnWatched(child.Path.Name, context);
        foreach (var (message, sender) in waiting) successor.Tell(message, sender);
        return true;
    }

    private ActorRef SpawnWatched(string name, ActorContext context)
    {
        var child = context.Spawn(props(name), name);
        context.Watch(child);
        return child;
    }
}
