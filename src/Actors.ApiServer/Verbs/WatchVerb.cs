using System.Globalization;
using Actors.ApiServer.Http;
using Actors.ApiServer.Storage;

namespace Actors.ApiServer.Verbs;

/// <summary>Streams the changes of a resource, one JSON object to a line. A client that falls behind the log is cut off, and never waited for.</summary>
internal sealed class WatchVerb(ObjectRegistry registry, CancellationToken stopping)
{
    /// <summary>A watch without a time-out of its own lasts so long, and up to twice that: so that not all end at once.</summary>
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan BookmarkInterval = TimeSpan.FromMinutes(1);

    private readonly VersionWait _wait = new(registry);

    public async Task HandleAsync(ApiRequest request)
    {
        var options = ListOptions.Parse(request.Query, isWatch: true);
        var selector = ObjectSelector.Parse(request.Kind, request.Namespace, options);
        if (request.Name.Length > 0) throw Errors.NoSuchMethod();
        var forms = new ObjectForms(request, isList: false, registry.Time);
        var version = Version(options);
        if (options.SendInitialEvents == true) await _wait.UntilAsync(version, request.Aborted);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, stopping);
        var stream = new WatchStream(request, selector, forms, ending.Token);
        try
        {
            await stream.StartAsync();
            await RunAsync(request, options, version, stream, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the server goes: either way nobody waits for more.
        }
        catch (ChangesLostException)
        {
            // The client reads slower than objects change. It finds its stream at an end, resumes, and lists again if it has to.
        }
    }

    private static ulong Version(ListOptions options)
    {
        try
        {
            return options.Version();
        }
        catch (FormatException exception)
        {
            throw Errors.Plain(exception.Message);
        }
    }

    private async Task RunAsync(ApiRequest request, ListOptions options, ulong version, WatchStream stream, CancellationToken cancellation)
    {
        var log = registry.LogOf(request.Kind);
        var end = registry.Time.GetUtcNow() + Duration(options);
        var startsAnywhere = version == 0 && options.SendInitialEvents != false;
        long position;
        if (startsAnywhere || options.SendInitialEvents == true)
        {
            var seen = registry.Store.Version;
            (var objects, position) = log.Current();
            await stream.WriteAllAsync(objects);
            if (options is { SendInitialEvents: true, AllowsBookmarks: true }) await stream.WriteBookmarkAsync(Math.Max(seen, VersionBefore(log, position)), isInitialEnd: true);
        }
        else if (version == 0)
        {
            position = log.Current().Position;
        }
        else if (!log.TryFindAfter(version, out position))
        {
            await stream.WriteErrorAsync(Errors.Expired(string.Create(CultureInfo.InvariantCulture, $"too old resource version: {version} ({log.OldestVersion})")).Status);
            return;
        }

        await FollowAsync(log, position, version, end, options.AllowsBookmarks, stream, cancellation);
    }

    private async Task FollowAsync(
        ResourceLog log, long position, ulong after, DateTimeOffset end, bool hasBookmarks, WatchStream stream, CancellationToken cancellation)
    {
        var nextBookmark = registry.Time.GetUtcNow() + BookmarkInterval;
        while (true)
        {
            var seen = registry.Store.Version;
            while (log.Read(position) is { } change)
            {
                position++;
                if (change.Version > after) await stream.WriteAsync(change);
            }

            await stream.FlushAsync();
            var now = registry.Time.GetUtcNow();
            if (hasBookmarks && (now >= nextBookmark || now >= end))
            {
                await stream.WriteBookmarkAsync(seen, isInitialEnd: false);
                nextBookmark = now + BookmarkInterval;
            }

            if (now >= end) return;
            var due = hasBookmarks && nextBookmark < end ? nextBookmark : end;
            await ChangeOrTimeAsync(log.ChangeAfter(position), due - now, cancellation);
        }
    }

    private async Task ChangeOrTimeAsync(Task change, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            await change.WaitAsync(patience, registry.Time, cancellation);
        }
        catch (TimeoutException)
        {
            // Time for a bookmark or for the end, which the caller sees by the clock.
        }
    }

    private static ulong VersionBefore(ResourceLog log, long position) => position > 0 && log.TryRead(position - 1) is { } last ? last.Version : 0;

    private static TimeSpan Duration(ListOptions options) => options.TimeoutSeconds is > 0 and var seconds
        ? TimeSpan.FromSeconds(seconds)
        : ShortestWatch * (1 + Random.Shared.NextDouble());
}
