using Actors.Kernel;
using Actors.Objects;

namespace Actors.Ingest;

/// <summary>Lists, by pages or as the initial events of a watch.</summary>
public sealed partial class ListWatch
{
    private bool _hasStreamingList;
    private int _pageSize;

    // What this list has shown so far; null while none is under way.
    private ObjectSet? _incoming;

    /// <summary>A page has come.</summary>
    public void OnPage(ObjectList page, Instant now)
    {
        ArgumentNullException.ThrowIfNull(page);
        foreach (var item in page.Items) Show(item);
        if (page.Continue.Length > 0)
        {
            Action = new ListPageAction(_pageSize, page.Continue);
            return;
        }

        CompleteList(page.ResourceVersion);
        Action = BeginWatch(now);
    }

    /// <summary>A page could not be had.</summary>
    public void OnListFailed(RequestFailure failure, Instant now)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (failure.IsExpired && Action is ListPageAction { Continue.Length: > 0 })
        {
            // The server has forgotten the list before all its pages were read. Whoever was too slow once is so again: all at once this time, as client-go's pager.
            _handler.Failed(failure);
            _pageSize = 0;
            _incoming = new ObjectSet();
            Action = new ListPageAction(0, "");
            return;
        }

        // A page that failed is asked for again; the pages before it stay good.
        Fail(failure, Action, now);
    }

    /// <summary>Takes an object of the list, if it is one that is wanted.</summary>
    private void Show(KubernetesObject shown)
    {
        if (!IsWanted(shown)) return;
        if (Objects.TryGet(shown, out var known) && SameUid(known, shown) && !IsNewer(shown, known))
        {
            // The bytes that are held already, so that a new list does not hold everything twice.
            _incoming!.Put(known);
            return;
        }

        _incoming!.Put(shown);
        Upsert(shown);
    }

    private void CompleteList(string resourceVersion)
    {
        var incoming = _incoming!;
        _incoming = null;
        List<KubernetesObject> gone = [.. Objects.Where(known => !incoming.TryGet(known, out _))];
        foreach (var known in gone) Drop(known);
        _version = ObjectVersion.Of(resourceVersion);
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

    /// <summary>Puts an object in and tells the handler what that means.</summary>
    private void Upsert(KubernetesObject value)
    {
        var known = Objects.TryGet(value, out var before);
        if (known && !SameUid(before, value))
        {
            Drop(before);
            known = false;
        }

        Objects.Put(value);
        if (known) _handler.Modified(before, value);
        else _handler.Added(value);
    }

    private void Drop(KubernetesObject last)
    {
        Objects.Remove(last);
        _handler.Deleted(last);
    }
}
