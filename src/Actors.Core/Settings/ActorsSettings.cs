namespace Actors.Settings;

/// <summary>Everything that can be set. Immutable.</summary>
public sealed record ActorsSettings
{
    /// <summary>The actor system's.</summary>
    public ActorSystemOptions ActorSystem { get; init; } = new();

    /// <summary>The fleet's.</summary>
    public ClusterOptions Cluster { get; init; } = new();

    /// <summary>The ledger's.</summary>
    public PersistenceOptions Persistence { get; init; } = new();

    /// <summary>The log's.</summary>
    public LogOptions Log { get; init; } = new();

    internal static ActorsSettings Read(SettingsReader reader) => new()
    {
        ActorSystem = new ActorSystemOptions().Read(reader),
        Cluster = new ClusterOptions().Read(reader),
        Persistence = new PersistenceOptions().Read(reader),
        Log = new LogOptions().Read(reader),
    };
}
