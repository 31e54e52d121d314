namespace Actors.Reconciling;

/// <summary>Why an object waits to be reconciled. Each class gets its share of the turns, so that none starves and none starves another.</summary>
public enum WorkClass
{
    /// <summary>It has changed, or somebody asks for it.</summary>
    Event,

    /// <summary>It failed, or asked to be looked at again, and its time has come.</summary>
    Retry,

    /// <summary>It was listed, at start or after its shard came here.</summary>
    Initial,

    /// <summary>It has not been looked at for a period.</summary>
    Resync,
}
