using Actors.Kernel;
using Actors.Objects;

namespace Actors.Ingest;

/// <summary>Lists, by pages or as the initial events of a watch.</summary>
public sealed partial class ListWatch
{
    private int _pageSize;

    // What this list has shown so far; null while none is under way. Where nothing was known before, that is what is known.
    private ObjectSet? _incoming;

    // Of the first page: should a later one be newer, the watch shows what has changed in between.
    private string _listVersion = "";

    // The highest version that was seen anywhere.
    private ulong _newest;
    private int _staleLists;
    private bool _hasGoneBack;

    /// <summary>A page has come.</summary>
    public void OnPage(ObjectList page, Instant now)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (Action is not ListPageAction asked) throw new InvalidOperationException($"A page came, but {Action.GetType().Name} is under way");
        var isFirst = asked.Continue.Length == 0;
        if (isFirst && IsStale(page.ResourceVersion))
        {
            OnStaleList(page.ResourceVersion, now);
            return;
        }

        if (!isFirst && page.Continue == asked.Continue)
        {
            ListInOne(new RequestFailure(0, RequestFailure.Repeated, "A page names itself as the next one: the server does not know the parameter continue"), now);
            return;
        }

        if (isFirst) _listVersion = page.ResourceVersion;
        _failuresHere = 0;
        foreach (var item in page.Items) Show(item);
        if (page.Continue.Length > 0)
        {
            Action = new ListPageAction(_pageSize, page.Continue);
            return;
        }

        CompleteList(_listVersion);
        OnPaged(now);
        Action = BeginWatch(now);
    }

    /// <summary>A page could not be had.</summary>
    public void OnListFailed(RequestFailure failure, Instant now)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var isLaterPage = Action is ListPageAction { Continue.Length: > 0 };
        if (isLaterPage && (failure.IsExpired || failure.IsRefusal || IsStuck(failure))) ListInOne(failure, now);

        // A page that failed is asked for again; the pages before it stay good.
        else Fail(failure, Action, now);
    }

    /// <summary>
    /// The server has forgotten the list before all its pages were read, or cannot go on with it. Whoever was too slow once is so again: all at once from now
    /// on, as client-go's pager does.
    /// </summary>
    private void ListInOne(RequestFailure failure, Instant now)
    {
        _pageSize = 0;
        Fail(failure, null, now);
    }

    private bool IsStale(string resourceVersion) => !_hasGoneBack && ObjectVersion.Of(resourceVersion).Number < _newest;

    private void OnStaleList(string resourceVersion, Instant now)
    {
        _staleLists++;
        Fail(new RequestFailure(0, RequestFailure.Stale, $"The list shows version {resourceVersion}, and version {_newest} was seen before"), null, now);
    }

    private void See(ObjectVersion version) => _newest = Math.Max(_newest, version.Number ?? 0);

    /// <summary>Takes an object of the list, if it is one that is wanted.</summary>
    private void Show(KubernetesObject shown)
    {
        if (!IsWanted(shown))
        {
            LeaveOut(shown);
            return;
        }

        See(ObjectVersion.Of(shown));
        var slot = Objects.SlotOf(shown);
        if (Objects.TryGet(slot, out var known) && SameUid(known, shown) && (_hasGoneBack ? shown == known : !IsNewer(shown, known)))
        {
            // The bytes that are held already, so that a new list does not hold everything twice.
            _incoming!.Put(known);
            return;
        }

        if (_incoming != Objects) _incoming!.Put(shown);
        Upsert(shown, slot);
    }

    /// <summary>What was shown as wanted, and then as something else, goes.</summary>
    private void LeaveOut(KubernetesObject shown)
    {
        if (_incoming!.TryGet(shown, out var before) && SameUid(before, shown) && IsNewer(shown, before) && _incoming.Remove(shown)) Drop(before);
    }

    private void CompleteList(string resourceVersion)
    {
        var incoming = _incoming!;
        _incoming = null;
        if (incoming != Objects)
        {
            List<KubernetesObject> gone = [.. Objects.Where(known => !incoming.TryGet(known, out _))];
            foreach (var known in gone) Drop(known);
        }

        _version = ObjectVersion.Of(resourceVersion);
        _newest = _version.Number ?? _newest;
        _failuresHere = 0;
        _staleLists = 0;
        _hasGoneBack = false;
        HasSynced = true;
        _handler.Synced(resourceVersion);
    }

    private bool IsWanted(KubernetesObject shown) => _options.Shards is not { } shards || shards.Matches(shown);

    private static bool SameUid(KubernetesObject one, KubernetesObject other) => one.UidUtf8.SequenceEqual(other.UidUtf8);

    /// <summary>Whether the first is a later version than the second; any other version, where versions are no numbers.</summary>
    private static bool IsNewer(KubernetesObject one, KubernetesObject other) =>
        one.TryGetVersionNumber(out var version) && other.TryGetVersionNumber(out var otherVersion)
            ? version > otherVersion
            : !one.ResourceVersionUtf8.SequenceEqual(other.ResourceVersionUtf8);

    private static bool IsOlder(KubernetesObject one, KubernetesObject other) =>
        one.TryGetVersionNumber(out var version) && other.TryGetVersionNumber(out var otherVersion) && version < otherVersion;

    /// <summary>Puts an object in, where it belongs, and tells the handler what that means.</summary>
    private void Upsert(KubernetesObject value, ObjectSet.Slot slot)
    {
        var known = Objects.TryGet(slot, out var before);
        if (known && !SameUid(before, value))
        {
            Drop(before);
            (known, slot) = (false, Objects.SlotOf(value));
        }

        Objects.Put(slot, value);
        if (known) _handler.Modified(before, value);
        else _handler.Added(value);
    }

    private void Drop(KubernetesObject last)
    {
        Objects.Remove(last);
        _handler.Deleted(last);
    }
}
