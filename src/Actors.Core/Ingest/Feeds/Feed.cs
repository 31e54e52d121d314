using Actors.Objects;

namespace Actors.Ingest;

/// <summary>
/// What has happened to the objects of a kind, and the objects, for readers who each want some shards: answers watches and lists as the server does. It is filled by one watch of
/// everything, and asks for a list only when somebody asks it for one: whoever comes with a version goes on there.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Versions are the server's own, so a reader can go on with them there, or at another feed. They must be numbers (KEP-5504).</item>
/// <item>The window begins at the oldest version a reader has come with. One who comes with an older one later has it begin anew there, as long as nothing had to go from it yet: then
/// the watch shows the same changes again, in the same order, and readers who know them skip them.</item>
/// <item>The memory is whole or it is not used. It may be ahead of the window: a list is answered in its version, and who goes on from there hears of nothing that is in it.</item>
/// <item>Of what was there before the window, nobody knows to whom it belonged until the memory is whole and the window has come to it: such a change is told to everybody.</item>
/// <item>Decides and does no I/O: whoever fills it looks at <see cref="Next"/> and <see cref="WantsList"/> after each call. Called by one at a time.</item>
/// </list>
/// </remarks>
internal sealed class Feed(FeedOptions options) : IObjectHandler
{
    private readonly FeedWindow _window = new(options);
    private readonly ObjectSet _objects = new();
    private long _number;
    private bool _hasBegun;

    // The version of the memory where it is ahead of the window.
    private ulong _listed;

    // The server has said that it does not know any more what has happened since this version.
    private ulong _refused;

    /// <summary>Where the watch that fills this is to begin, in place of the one there may be; null if all is well as it is.</summary>
    public ulong? Next { get; private set; }

    /// <summary>Whether all there is has to be listed, for <see cref="Complete"/>.</summary>
    public bool WantsList { get; private set; }

    /// <summary>Whether all there is is known, so that lists can be answered.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The version up to which all that happens has been told to who reads it.</summary>
    public ulong Version => _window.Version;

    /// <summary>The oldest version at which a watch can begin.</summary>
    public ulong Oldest => _window.Oldest;

    /// <summary>The version of what <see cref="List"/> shows.</summary>
    public ulong ListVersion => Math.Max(_listed, _window.Version);

    /// <summary>The trace context of what is told next; null, the default, for none.</summary>
    public string? TraceParent { get; set; }

    /// <summary>Somebody wants all there is, if that is not known yet.</summary>
    public void AskForList() => WantsList |= !IsComplete;

    /// <summary>What there is at <see cref="ListVersion"/>, of some shards.</summary>
    public IReadOnlyList<KubernetesObject> List(ShardSelector? shards)
    {
        if (!IsComplete) throw new InvalidOperationException("A list was asked of a feed that does not know all there is");
        return [.. shards is null ? _objects : _objects.Where(shards.Matches)];
    }

    /// <summary>Somebody wants to go on at a version.</summary>
    public FeedAnswerState Find(ulong version)
    {
        if (_hasBegun && version >= _window.Oldest) return FeedAnswerState.Here;
        if (version <= _refused || (_hasBegun && _window.IsTrimmed)) return FeedAnswerState.Gone;
        Next = Math.Min(Next ?? version, version);
        return FeedAnswerState.Awaited;
    }

    /// <summary>Reads on.</summary>
    /// <param name="cursor">Who, and how far it is; how far it has come, afterwards.</param>
    /// <param name="into">Is given what has happened, as it is to the reader.</param>
    /// <param name="maxBytes">About how much at once.</param>
    public FeedAnswerState Read(FeedCursor cursor, List<WatchEvent> into, int maxBytes)
    {
        if (!IsInWindow(cursor))
        {
            if (Find(cursor.Known) is not FeedAnswerState.Here and var answer) return answer;
            cursor.Enter(_number, _window.PlaceAfter(cursor.Known));
        }

        var place = cursor.Place;
        for (var bytes = 0; place < _window.End && bytes < maxBytes; place++)
        {
            var happened = _window[place];
            if (TypeFor(cursor, happened) is not { } type) continue;
            into.Add(new WatchEvent(type, happened.Object) { TraceParent = happened.TraceParent });
            bytes += happened.Object.Json.Length;
        }

        cursor.Reach(place, IsAtEnd(place) ? _window.Version : _window[place].Version - 1);
        return FeedAnswerState.Here;
    }

    /// <summary>Takes a reader past what has happened since it read last, if nothing of that is for it. False if it has to read.</summary>
    public bool TryPass(FeedCursor cursor)
    {
        if (!IsInWindow(cursor)) return false;
        for (var place = cursor.Place; place < _window.End; place++)
        {
            if (TypeFor(cursor, _window[place]) is not null) return false;
        }

        cursor.Reach(_window.End, _window.Version);
        return true;
    }

    /// <summary>Whether a reader has been told all that has happened.</summary>
    public bool IsAtEnd(FeedCursor cursor) => _hasBegun && cursor.Window == _number && IsAtEnd(cursor.Place);

    /// <summary>The watch begins anew where <see cref="Next"/> says; nothing is told any more of the one before.</summary>
    public ulong Begin()
    {
        var version = Next ?? throw new InvalidOperationException("A feed was begun that is not to begin anew");
        if (IsComplete) _listed = ListVersion;
        _window.Begin(version);
        (Next, _hasBegun) = (null, true);
        _number++;
        return version;
    }

    /// <summary>The watch cannot go on from where it is. Where the memory is ahead of that it begins there anew, otherwise with the next who asks.</summary>
    public void Lose()
    {
        _refused = Math.Max(_refused, _window.Version);
        if (_listed <= _window.Version) (IsComplete, _listed) = (false, 0);
        if (!IsComplete) _objects.Clear();
        _window.Begin(0);
        (_hasBegun, Next) = (false, IsComplete ? _listed : null);
        _number++;
    }

    /// <summary>Takes in all there is at a version.</summary>
    /// <returns>False if what has happened since is not known here: then it is of no use.</returns>
    public bool Complete(IEnumerable<KubernetesObject> objects, ulong version)
    {
        if (IsComplete) return true;
        if (_hasBegun && version < _window.Oldest) return false;
        foreach (var one in objects) _objects.Put(one);
        (IsComplete, WantsList, _listed) = (true, false, version);
        if (!_hasBegun) Next = Math.Min(Next ?? version, version);
        for (var place = _hasBegun ? _window.PlaceAfter(version) : _window.End; place < _window.End; place++) Remember(_window[place].Object, _window[place].Is is null);
        return true;
    }

    public void Added(KubernetesObject added) => Happened(added, null, isKnown: true, FeedKeys.Of(added));

    public void Modified(KubernetesObject before, KubernetesObject after)
    {
        // The watch has shown it before, or it is as the memory has it.
        var isKnown = !before.IsEmpty || (TryRemember(after, out before) && !IsBehind(after));
        Happened(after, isKnown ? FeedKeys.Of(before) : null, isKnown, FeedKeys.Of(after));
    }

    public void Deleted(KubernetesObject last)
    {
        var isKnown = TryRemember(last, out var known);
        Happened(last, FeedKeys.Of(isKnown ? known : last), isKnown, null);
    }

    public void Synced(string resourceVersion) { }

    /// <summary>The watch that fills this comes to need a list: it has lost its place.</summary>
    public void Listing() => Lose();

    public void Progressed(string resourceVersion) => _window.Pass(ObjectVersion.Of(resourceVersion).Number ?? 0);

    public void Failed(RequestFailure failure) { }

    private bool IsInWindow(FeedCursor cursor) => _hasBegun && cursor.Window == _number && cursor.Place >= _window.Start;

    private bool IsAtEnd(long place) => place == _window.End;

    /// <summary>What a change is to a reader; null for nothing, or what it knows from before.</summary>
    private static WatchEventType? TypeFor(FeedCursor cursor, FeedEvent happened) =>
        happened.Version < cursor.After || (happened.Version == cursor.After && happened.Is is not null) ? null : happened.TypeFor(cursor.Shards);

    private void Happened(KubernetesObject subject, FeedKeys? was, bool isKnown, FeedKeys? now)
    {
        if (now is null || !IsBehind(subject)) Remember(subject, isGone: now is null);
        var version = Math.Max(_window.Version, VersionOf(subject));
        _window.Append(new FeedEvent(version, subject, was, now) { IsForAll = !isKnown, TraceParent = TraceParent });
    }

    /// <summary>Whether the memory has come to this change already, and the window only comes to it now.</summary>
    private bool IsBehind(KubernetesObject subject) => _window.Version < _listed && VersionOf(subject) <= _listed;

    /// <summary>Keeps the memory up, where there is one. A uid that is gone does not come back, whatever is known in its name.</summary>
    private void Remember(KubernetesObject subject, bool isGone)
    {
        if (!IsComplete) return;
        if (!isGone) _objects.Put(subject);
        else if (TryRemember(subject, out _)) _objects.Remove(subject);
    }

    private bool TryRemember(KubernetesObject subject, out KubernetesObject known) =>
        _objects.TryGet(subject, out known) && known.UidUtf8.SequenceEqual(subject.UidUtf8);

    private static ulong VersionOf(KubernetesObject subject) => subject.TryGetVersionNumber(out var version) ? version : 0;
}
