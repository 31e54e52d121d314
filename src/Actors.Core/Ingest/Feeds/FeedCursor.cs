namespace Actors.Ingest;

/// <summary>How far one reader of a feed has come.</summary>
/// <param name="version">The version it begins at: it knows all there was by then.</param>
/// <param name="shards">Of which shards it reads; null for all.</param>
internal sealed class FeedCursor(ulong version, ShardSelector? shards)
{
    public ShardSelector? Shards => shards;

    /// <summary>The version up to which it has been told everything: nothing newer may ever be promised to it.</summary>
    public ulong Known { get; private set; } = version;

    /// <summary>Of which window of the feed <see cref="Place"/> is; 0 for none yet.</summary>
    public long Window { get; private set; }

    /// <summary>Where it goes on in that window.</summary>
    public long Place { get; private set; }

    /// <summary>What the window shows up to this version it knows from before: it may have been ahead of it.</summary>
    public ulong After { get; private set; }

    /// <summary>Goes on in another window.</summary>
    public void Enter(long window, long place) => (Window, Place, After) = (window, place, Known);

    /// <summary>It has been told what is before a place.</summary>
    public void Reach(long place, ulong known) => (Place, Known) = (place, Math.Max(Known, known));
}

/// <summary>Whether a feed has what a reader asks for.</summary>
internal enum FeedAnswerState
{
    /// <summary>It has.</summary>
    Here,

    /// <summary>It will have it, or say that it has not.</summary>
    Awaited,

    /// <summary>It has not: only a list helps.</summary>
    Gone,
}
