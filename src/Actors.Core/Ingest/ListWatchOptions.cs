namespace Actors.Ingest;

/// <summary>How a list and watch behaves. The defaults suit a kube-apiserver.</summary>
public sealed record ListWatchOptions
{
    /// <summary>Objects a page; default 500, as in client-go. 0 asks for all at once.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>
    /// Whether to begin with a streaming list (KEP-3157), which costs the server a fraction of a list; default true. Where the server does not have it, pages are
    /// asked for.
    /// </summary>
    public bool UseStreamingList { get; init; } = true;

    /// <summary>How long a streaming list may send no object before its end; default 30 s. Then pages are asked for.</summary>
    public TimeSpan StreamingListPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long after a list by pages, which was asked for because a streaming list hung or broke, a new list is a streaming one again; default 10 min. Doubled
    /// each time streaming lists have to be given up again, up to 1,024 times as long. Where the server says that it does not have them, they are not tried again.
    /// </summary>
    public TimeSpan StreamingListRetryAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a watch may be silent, bookmarks included, until it is taken for dead and begun anew; default 90 s. Servers send a bookmark about once a minute.
    /// </summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The shortest time the server is asked to keep a watch open; default 5 min, as in client-go.</summary>
    public TimeSpan MinWatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest time the server is asked to keep a watch open; default 10 min. Each watch draws its own, so that they do not all end together.</summary>
    public TimeSpan MaxWatchTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The wait after a first failure; default 800 ms, as in client-go. Doubled at each further one.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>The longest wait before jitter; default 30 s.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The share of the wait that chance adds at most, 0 to 1; default 1, as in client-go.</summary>
    public double Jitter { get; init; } = 1;

    /// <summary>How long all must go well until failures are forgotten; default 2 min.</summary>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many failures in a row a watch may have at one version before all is listed anew; default 5.</summary>
    public int FailuresBeforeRelist { get; init; } = 5;

    /// <summary>Which objects are wanted, by hash; null for all. The server is asked for these only, and what else it sends is dropped.</summary>
    public ShardSelector? Shards { get; init; }
}
