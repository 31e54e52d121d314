namespace Actors.Ingest;

/// <summary>How much of the past a feed keeps for readers that come back or are slow.</summary>
internal sealed record FeedOptions
{
    /// <summary>Changes at most; default 10,000, 1 or more.</summary>
    public int MaxEvents { get; init; } = 10_000;

    /// <summary>Bytes of their objects at most; default 64 MiB.</summary>
    public long MaxBytes { get; init; } = 64 << 20;
}
