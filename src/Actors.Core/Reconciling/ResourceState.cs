namespace Actors.Reconciling;

/// <summary>Where an object stands.</summary>
internal enum ResourceState : byte
{
    /// <summary>There is no object: it is gone, or what belongs to it has come before it.</summary>
    Absent,

    /// <summary>Not all that must be known before anything is reconciled is known yet.</summary>
    Starting,

    /// <summary>Nothing to do before something changes, or the next resync.</summary>
    Idle,

    /// <summary>In line to run.</summary>
    Queued,

    /// <summary>Held up by a limit by key.</summary>
    Waiting,

    /// <summary>Being reconciled.</summary>
    Running,

    /// <summary>Being reconciled, and something has changed since that began.</summary>
    RunningDirty,

    /// <summary>Being cleaned up after, since it is being deleted.</summary>
    Deleting,

    /// <summary>It failed and waits to be tried again.</summary>
    Backoff,

    /// <summary>All is well; it asked to be looked at again.</summary>
    Scheduled,

    /// <summary>It failed, and to try again is of no use before it changes.</summary>
    Failed,

    /// <summary>Somebody has paused it: nothing is done for it, not even the cleanup of a deletion, until it is resumed.</summary>
    Paused,
}
