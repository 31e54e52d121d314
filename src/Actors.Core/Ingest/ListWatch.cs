using Actors.Kernel;

namespace Actors.Ingest;

/// <summary>
/// Lists the objects of a kind, watches them, and keeps at it: decides what to ask the server next and what an answer means, and leaves the asking to whoever
/// drives it. Reads no clock and does no I/O, so it runs in a simulator as it runs in production.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>The driver carries <see cref="Action"/> out and tells the outcome with one of the <c>On</c> methods; and calls <see cref="OnDeadline"/> when
/// <see cref="Deadline"/> has come. Whenever <see cref="Action"/> is another one after a call, the one before is to be given up.</item>
/// <item>Resumes a watch where it ended. Lists anew when the server has forgotten that version, or breaks the order of versions; deletes
/// that were missed are found by comparison.</item>
/// <item>Lists ask for no version, which is a consistent read: what they show is at least as new as all that was told before. A list that is older all the
/// same comes from a replica that is behind and is not taken; one that stays older comes from a server that was set back, and is.</item>
/// <item>Finds out that versions come in a wrong order when the late one comes. A change that never comes cannot be missed.</item>
/// <item>An object that does not pass <see cref="ListWatchOptions.Shards"/> any more is as good as deleted: what decides may change, as an owner does.</item>
/// <item>What is listed anew is compared with <see cref="Objects"/>, so objects that have not changed are neither told again nor held twice.</item>
/// </list>
/// </remarks>
public sealed partial class ListWatch
{
    private readonly ListWatchOptions _options;
    private readonly IObjectHandler _handler;
    private readonly Random _random;
    private ObjectVersion _version;

    // Whether there may be more than what it holds.
    private bool _isPartial;

    /// <summary>Makes one that is to begin now.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="handler">Is told what there is.</param>
    /// <param name="random">For jitter.</param>
    /// <param name="now">The time it begins.</param>
    public ListWatch(ListWatchOptions options, IObjectHandler handler, Random random, Instant now)
    {
        _options = options;
        _handler = handler;
        _random = random;
        _hasStreamingList = options.UseStreamingList;
        _pageSize = options.PageSize;
        Action = BeginList(now);
    }

    /// <summary>Makes one that goes on where others have come to: it asks for nothing but what has happened since.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="handler">Is told what changes; it knows the objects that are held.</param>
    /// <param name="random">For jitter.</param>
    /// <param name="now">The time it begins.</param>
    /// <param name="held">The objects that are known already, each in a version not older than <paramref name="resourceVersion"/> shows it.</param>
    /// <param name="resourceVersion">Where to go on; empty if that is not known: then it lists, and tells what differs from what is held.</param>
    internal ListWatch(ListWatchOptions options, IObjectHandler handler, Random random, Instant now, ObjectSet held, string resourceVersion)
    {
        _options = options;
        _handler = handler;
        _random = random;
        _hasStreamingList = options.UseStreamingList;
        _pageSize = options.PageSize;
        Objects = held;
        foreach (var known in held) See(ObjectVersion.Of(known));
        if (resourceVersion.Length == 0)
        {
            Action = BeginList(now);
            return;
        }

        _version = ObjectVersion.Of(resourceVersion);
        See(_version);
        HasSynced = true;
        Action = BeginWatch(now);
    }

    /// <summary>
    /// Makes one that is to know what happens after a version and nothing else. What it has not seen may have been there all the same: of that it tells every change, deletes too, without
    /// what was before. Where it comes to need a list it says so by <see cref="IObjectHandler.Listing"/>, and whoever drives it is to give it up then.
    /// </summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="handler">Is told what changes.</param>
    /// <param name="random">For jitter.</param>
    /// <param name="now">The time it begins.</param>
    /// <param name="resourceVersion">Where to begin.</param>
    internal ListWatch(ListWatchOptions options, IObjectHandler handler, Random random, Instant now, string resourceVersion)
        : this(options, handler, random, now, new ObjectSet(), resourceVersion) => _isPartial = true;

    /// <summary>What is to be done.</summary>
    public ListWatchAction Action { get; private set; }

    /// <summary>When <see cref="OnDeadline"/> is to be called, whatever else happens; null for never.</summary>
    public Instant? Deadline { get; private set; }

    /// <summary>All objects known now.</summary>
    public ObjectSet Objects { get; private set; } = new();

    /// <summary>Whether all there was has been told at least once.</summary>
    public bool HasSynced { get; private set; }

    /// <summary>Whether it reads a list now, or is to: what it holds is as of the time before.</summary>
    internal bool IsListing => _incoming is not null || (Action is WaitAction && _afterWait is not WatchAction);

    /// <summary>The version up to which everything is known; empty before the first list is complete.</summary>
    public string ResourceVersion => _version.ToString();

    /// <summary>The time to begin again has come, or something has been silent for too long.</summary>
    public void OnDeadline(Instant now)
    {
        if (Deadline is not { } deadline || now < deadline) return;
        Deadline = null;
        switch (Action)
        {
            case WaitAction:
                Action = GoOn(now);
                break;
            case WatchAction when _incoming is not null:
                // The server does not know of streaming lists, or cannot give one now.
                GiveStreamingUp();
                Action = BeginList(now);
                break;
            case WatchAction:
                OnSilence(now);
                break;
        }
    }

    private ListWatchAction BeginList(Instant now)
    {
        if (_isPartial) (_isPartial, Objects) = (false, new ObjectSet());
        _incoming = Objects.Count == 0 ? Objects : new ObjectSet();
        _hasGoneBack = _staleLists >= _options.FailuresBeforeRelist;
        Deadline = null;
        _handler.Listing();
        if (!MayStream(now)) return new ListPageAction(_pageSize, "");
        Deadline = now + _options.StreamingListPatience;
        return OpenWatch("", sendInitialEvents: true, now);
    }
}
