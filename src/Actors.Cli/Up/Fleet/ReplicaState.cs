namespace Actors.Cli.Up.Fleet;

/// <summary>Where a replica's process stands.</summary>
internal enum ReplicaState
{
    /// <summary>It was started and does not answer yet.</summary>
    Starting,

    /// <summary>It answers.</summary>
    Running,

    /// <summary>It stands still, by SIGSTOP.</summary>
    Paused,

    /// <summary>It was ended by SIGKILL and will be started again.</summary>
    Killed,

    /// <summary>It was asked to end, or has ended by that.</summary>
    Stopped,

    /// <summary>It was started again and does not answer yet.</summary>
    Restarting,
}
