namespace Actors.Settings;

/// <summary>Where the replicas of a fleet read the objects of their shards.</summary>
public enum IngestMode
{
    /// <summary>What goes by its own uid at the API server, as long as that sends only what it is asked for (KEP-5866); all else, and where it does not, as <see cref="Ingest"/>.</summary>
    Auto,

    /// <summary>At the replica that reads the kind for all others, so that the API server has one list and watch of each kind.</summary>
    Ingest,

    /// <summary>At the API server, each replica for itself.</summary>
    Direct,
}
