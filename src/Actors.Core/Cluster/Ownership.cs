namespace Actors.Cluster;

/// <summary>
/// A time during which a replica may act for what it owns, from when it got, or got back, its lease until it loses touch. Whatever is done for an object carries it;
/// the shell lets a request through only while this is the latest one and its time, which <see cref="KeepFence"/> extends, is not over.
/// </summary>
/// <param name="Replica">The replica; empty where there is no fleet.</param>
/// <param name="Number">Counts them within one process, from 1.</param>
internal sealed record Ownership(string Replica, long Number)
{
    /// <summary>That of a replica which shares with nobody.</summary>
    public static Ownership Unlimited { get; } = new("", 0);
}
