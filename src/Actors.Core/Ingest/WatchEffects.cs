using Actors.Kernel;
using Actors.Objects;

namespace Actors.Ingest;

/// <summary>Asks for a page of a list. The outcome is <see cref="PageRead"/> or <see cref="RequestFailed"/>.</summary>
internal sealed record ReadPage(WatchedKind Kind, ListWatchOptions Options, ListPageAction Page) : Effect;

/// <summary>A page came.</summary>
internal sealed record PageRead(ObjectList Page);

/// <summary>A request came to nothing.</summary>
internal sealed record RequestFailed(RequestFailure Failure);

/// <summary>
/// Opens a watch. The outcome is <see cref="WatchOpened"/> or <see cref="RequestFailed"/>. When the actor stops or restarts, its
/// watches are closed.
/// </summary>
internal sealed record OpenWatch(WatchedKind Kind, ListWatchOptions Options, WatchAction Watch) : Effect;

/// <summary>A watch is open.</summary>
/// <param name="Stream">What reads it.</param>
internal sealed record WatchOpened(IWatchStream Stream);

/// <summary>
/// Reads what a watch has brought: waits for one event and takes with it those that are there already. The outcome is
/// <see cref="WatchRead"/>. Cancelled, or after a failure or the end, the watch is closed.
/// </summary>
internal sealed record ReadWatch(IWatchStream Stream) : Effect;

/// <summary>The outcome of <see cref="ReadWatch"/>.</summary>
/// <param name="Events">What came, in order.</param>
/// <param name="IsEnd">Whether the server has ended the watch in good order behind these events.</param>
/// <param name="Failure">What broke the watch behind these events; null if nothing did.</param>
internal sealed record WatchRead(IReadOnlyList<WatchEvent> Events, bool IsEnd = false, RequestFailure? Failure = null);

/// <summary>A watch that is open, known to whoever carries effects out.</summary>
internal interface IWatchStream
{
    /// <summary>Closes it, at once and from any thread; a read that is under way ends.</summary>
    void Close();
}
