namespace Actors.Kernel;

/// <summary>Where an actor is in its life. Messages are handled in <see cref="Running"/> only; in the others they wait.</summary>
internal enum CellState : byte
{
    /// <summary>Spawned, its instance not made yet.</summary>
    Starting,

    /// <summary>Handles messages.</summary>
    Running,

    /// <summary>Threw, and waits for its parent to decide.</summary>
    Failed,

    /// <summary>To be made anew; its children and effects are ending.</summary>
    Restarting,

    /// <summary>To be made anew when its backoff is over.</summary>
    BackingOff,

    /// <summary>To end; its children and effects are ending.</summary>
    Stopping,

    /// <summary>Ended: what comes for it is a dead letter.</summary>
    Stopped,
}
