namespace Actors.Ingest;

/// <summary>What whoever drives a <see cref="ListWatch"/> is to do now. Compared by reference: another one means that the last is to be given up.</summary>
public abstract class ListWatchAction
{
    private protected ListWatchAction() { }
}

/// <summary>
/// Ask for a page, without a <c>resourceVersion</c>: that is a consistent read. <see cref="ListWatch"/> sets no deadline for it, because only whoever reads
/// the bytes knows whether they still come: where they do not, that is a failure to be told.
/// </summary>
/// <param name="limit">How many objects; 0 for all.</param>
/// <param name="continueToken">Where the last page ended; empty for the first.</param>
public sealed class ListPageAction(int limit, string continueToken) : ListWatchAction
{
    /// <summary>How many objects to ask for; 0 for all.</summary>
    public int Limit => limit;

    /// <summary>Where the last page ended; empty for the first.</summary>
    public string Continue => continueToken;
}

/// <summary>Open a watch with bookmarks and pass on each of its lines.</summary>
/// <param name="resourceVersion">Where to begin; empty for a streaming list of the present.</param>
/// <param name="sendInitialEvents">Whether to begin with all objects there are.</param>
/// <param name="timeout">How long the server is to keep it open.</param>
public sealed class WatchAction(string resourceVersion, bool sendInitialEvents, TimeSpan timeout) : ListWatchAction
{
    /// <summary>Where to begin.</summary>
    public string ResourceVersion => resourceVersion;

    /// <summary>Whether to ask for <c>sendInitialEvents=true&amp;resourceVersionMatch=NotOlderThan</c>.</summary>
    public bool SendInitialEvents => sendInitialEvents;

    /// <summary>The value for <c>timeoutSeconds</c>.</summary>
    public TimeSpan Timeout => timeout;
}

/// <summary>Do nothing until <see cref="ListWatch.Deadline"/>.</summary>
public sealed class WaitAction : ListWatchAction;
