namespace Actors.Reconciling;

/// <summary>Where reconciles under a limit by key are counted.</summary>
public enum LimitScope
{
    /// <summary>On all replicas of the fleet together. Without a fleet that is the one replica there is.</summary>
    Fleet,

    /// <summary>On each replica for itself: for what is short on the replica, such as memory, and not in what it works on.</summary>
    Replica,
}
