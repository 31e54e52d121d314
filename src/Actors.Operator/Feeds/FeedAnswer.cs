using System.Globalization;
using System.Text;
using Actors.Ingest;
using Actors.Objects;
using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Feeds;

/// <summary>Answers one reader: writes the feed's own bytes to its connection, as fast as that takes them. What is held for it is one batch.</summary>
internal sealed class FeedAnswer(HttpResponse response, FeedSource source, FeedQuery query, TimeProvider time, CancellationToken cancellation)
{
    /// <summary>How often a reader gets a bookmark, as API servers have it.</summary>
    public static readonly TimeSpan BookmarkInterval = TimeSpan.FromMinutes(1);

    // A watch without a time-out of its own lasts so long, and up to twice that: so that not all end at once.
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromMinutes(30);

    private const int BatchBytes = 64 * 1024;

    private readonly FeedWriter _writer = new(response, cancellation);
    private readonly List<WatchEvent> _batch = [];

    private WatchedKind Kind => source.Kind;

    private string ApiVersion => Kind.Group.Length == 0 ? Kind.Version : $"{Kind.Group}/{Kind.Version}";

    public Task WriteAsync() => query.IsWatch ? WatchAsync() : ListAsync();

    private async Task ListAsync()
    {
        if (source.Feed.TryList(query.Shards) is not { } state)
        {
            await FeedStatus.NotReady.WriteAsync(response).ConfigureAwait(false);
            return;
        }

        if (query.Version is { } wanted && (wanted > state.Version || (query.IsExact && wanted < state.Version)))
        {
            var refusal = wanted > state.Version ? FeedStatus.TooNew(wanted, state.Version) : FeedStatus.TooOld(wanted, state.Version);
            await refusal.WriteAsync(response).ConfigureAwait(false);
            return;
        }

        await _writer.StartAsync().ConfigureAwait(false);
        var shards = query.Shards is null ? "" : $",\"shardInfo\":{{\"selector\":\"{query.Shards}\"}}";
        await _writer.WriteAsync(Utf8(
            $"{{\"kind\":\"{Kind.Kind}List\",\"apiVersion\":\"{ApiVersion}\",\"metadata\":{{\"resourceVersion\":\"{Text(state.Version)}\"{shards}}},\"items\":[")).ConfigureAwait(false);
        for (var at = 0; at < state.Objects.Count; at++)
        {
            if (at > 0) await _writer.WriteAsync(FeedWriter.Comma).ConfigureAwait(false);
            await _writer.WriteAsync(state.Objects[at].Json).ConfigureAwait(false);
        }

        await _writer.WriteAsync(FeedWriter.ListEnd).ConfigureAwait(false);
        await _writer.FlushAsync().ConfigureAwait(false);
    }

    private async Task WatchAsync()
    {
        // Where it begins is settled before the reader hears anything: what changes after the first byte is a change to it.
        FeedState? initial = null;
        var version = query.Version ?? 0;
        if (query.Version is null || query.SendsInitialEvents)
        {
            if ((initial = source.Feed.TryList(query.Shards)) is null)
            {
                await FeedStatus.NotReady.WriteAsync(response).ConfigureAwait(false);
                return;
            }

            if (query.Version > initial.Version)
            {
                await FeedStatus.TooNew(query.Version.Value, initial.Version).WriteAsync(response).ConfigureAwait(false);
                return;
            }

            version = initial.Version;
        }
        else if (source.Feed.Find(version) == FeedAnswerState.Awaited)
        {
            await FeedStatus.NotReady.WriteAsync(response).ConfigureAwait(false);
            return;
        }

        await _writer.StartAsync().ConfigureAwait(false);
        if (initial is not null) await WriteInitialAsync(initial).ConfigureAwait(false);
        var cursor = new FeedCursor(version, query.Shards);
        try
        {
            await FollowAsync(cursor).ConfigureAwait(false);
        }
        finally
        {
            source.Feed.Leave(cursor);
        }
    }

    private async Task WriteInitialAsync(FeedState initial)
    {
        foreach (var one in initial.Objects) await _writer.WriteEventAsync(new WatchEvent(WatchEventType.Added, one)).ConfigureAwait(false);
        if (query is { SendsInitialEvents: true, AllowsBookmarks: true }) await WriteBookmarkAsync(initial.Version, isInitialEnd: true).ConfigureAwait(false);
        await _writer.FlushAsync().ConfigureAwait(false);
    }

    private async Task FollowAsync(FeedCursor cursor)
    {
        var end = Now + (query.Timeout is { Ticks: > 0 } timeout ? timeout : ShortestWatch * (1 + Random.Shared.NextDouble()));
        var bookmarkAt = Now + BookmarkInterval;
        while (true)
        {
            _batch.Clear();
            var state = source.Feed.Read(cursor, _batch, BatchBytes, out var changed);
            foreach (var happened in _batch) await _writer.WriteEventAsync(happened).ConfigureAwait(false);
            await _writer.FlushAsync().ConfigureAwait(false);
            if (state == FeedAnswerState.Gone)
            {
                await WriteErrorAsync(FeedStatus.TooOld(source.Feed.KnownTo(cursor), source.Feed.Oldest)).ConfigureAwait(false);
                return;
            }

            if (Now >= end || source.IsSilent) return;
            if (changed is null) continue;
            if (Now >= bookmarkAt)
            {
                bookmarkAt = Now + BookmarkInterval;
                if (query.AllowsBookmarks && state == FeedAnswerState.Here) await WriteBookmarkAsync(source.Feed.KnownTo(cursor), isInitialEnd: false).ConfigureAwait(false);
                await _writer.FlushAsync().ConfigureAwait(false);
            }

            await WaitAsync(changed, bookmarkAt < end ? bookmarkAt : end).ConfigureAwait(false);
        }
    }

    private TimeSpan Now => time.GetElapsedTime(0);

    private async Task WaitAsync(Task changed, TimeSpan until)
    {
        var left = until - Now;
        if (left <= TimeSpan.Zero) return;
        await changed.WaitAsync(left, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    private ValueTask WriteBookmarkAsync(ulong version, bool isInitialEnd)
    {
        var annotations = isInitialEnd ? $"\"annotations\":{{\"{WatchEvent.InitialEventsEnd}\":\"true\"}}," : "";
        return _writer.WriteLineAsync(
            FeedWriter.Bookmark, Utf8($"{{\"kind\":\"{Kind.Kind}\",\"apiVersion\":\"{ApiVersion}\",\"metadata\":{{{annotations}\"resourceVersion\":\"{Text(version)}\"}}}}"));
    }

    private async Task WriteErrorAsync(FeedStatus status)
    {
        await _writer.WriteLineAsync(FeedWriter.Error, status.ToJson()).ConfigureAwait(false);
        await _writer.FlushAsync().ConfigureAwait(false);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ulong version) => version.ToString(CultureInfo.InvariantCulture);
}
