namespace Actors.Kernel;

/// <summary>What cells say to each other beneath the behaviours.</summary>
internal abstract class KernelMessage;

/// <summary>Handled when it arrives, before any message that waits.</summary>
internal abstract class SystemMessage : KernelMessage;

internal sealed class Start : SystemMessage
{
    public static readonly Start Instance = new();
}

/// <summary>Makes a cell that was made elsewhere a child: how the root gets those the program spawns from its own threads.</summary>
internal sealed class Adopt(ActorCell child) : SystemMessage
{
    public ActorCell Child => child;
}

internal sealed class Stop : SystemMessage
{
    public static readonly Stop Instance = new();
}

internal sealed class Resume : SystemMessage
{
    public static readonly Resume Instance = new();
}

internal sealed class Restart(Exception cause, TimeSpan backoff) : SystemMessage
{
    public Exception Cause => cause;

    public TimeSpan Backoff => backoff;
}

internal sealed class ChildFailed(ActorCell child, Exception cause) : SystemMessage
{
    public ActorCell Child => child;

    public Exception Cause => cause;
}

internal sealed class ChildStopped(ActorCell child) : SystemMessage
{
    public ActorCell Child => child;
}

internal sealed class WatchRequest(ActorCell watcher) : SystemMessage
{
    public ActorCell Watcher => watcher;
}

internal sealed class UnwatchRequest(ActorCell watcher) : SystemMessage
{
    public ActorCell Watcher => watcher;
}

/// <summary>Becomes <see cref="Terminated"/> when its turn comes, after the messages its actor told before it stopped.</summary>
internal sealed class StoppedNotice(ActorRef actor, int life = StoppedNotice.AnyLife) : KernelMessage
{
    public const int AnyLife = -1;

    public ActorRef Actor => actor;

    /// <summary>The life of the watcher that is told, where the watch is not kept in a table that ends with that life.</summary>
    public int Life => life;
}

/// <summary>Becomes the outcome of an ask when its turn comes.</summary>
internal sealed class AskEnded(object outcome, ActorRef sender, int life) : KernelMessage
{
    public object Outcome => outcome;

    /// <summary>Who answered.</summary>
    public ActorRef Sender => sender;

    /// <summary>The life that asked; a later one does not get the outcome.</summary>
    public int Life => life;
}
