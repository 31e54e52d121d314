using System.Globalization;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;

namespace Actors.ApiServer.Verbs;

/// <summary>Streams the changes of a resource, one JSON object to a line. A client that falls behind the log is cut off, and never waited for.</summary>
internal sealed class WatchVerb(ObjectRegistry registry, CancellationToken stopping)
{
    /// <summary>A watch without a time-out of its own lasts so long, and up to twice that: so that not all end at once.</summary>
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromMinutes(30);

    private readonly SharedForms _shared = new();
    private readonly VersionWait _wait = new(registry);

    public async Task HandleAsync(ApiRequest request)
    {
        var options = ListOptions.Parse(request.Query, isWatch: true);
        // The old notation can name one object.
        if (request.Name.Length > 0) options = options with { FieldSelector = string.Join(',', new[] { $"metadata.name={request.Name}", options.FieldSelector }.Where(static one => one.Length > 0)) };
        var selector = ObjectSelector.Parse(request.Kind, request.Namespace, options);
        Negotiation.CheckWatch(request.Http.Request);
        var forms = new ObjectForms(request, isList: false, registry.Time);
        var version = Version(options);
        if (options.SendInitialEvents == true) await _wait.UntilAsync(version, request.Aborted);
        // Where it begins is settled before the client hears anything: what changes after the answer's first byte is a change to it.
        var start = Begin(registry.LogOf(request.Kind), options, version);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, stopping);
        var stream = new WatchStream(request, selector, forms, _shared, ending.Token);
        try
        {
            await stream.StartAsync();
            await RunAsync(start, options, version, request.Kind.Definition, stream, ending.Token);
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

    private Start Begin(ResourceLog log, ListOptions options, ulong version)
    {
        if (options.SendInitialEvents ?? version == 0)
        {
            var seen = registry.Store.Version;
            var (objects, position) = log.Current();
            return new Start(log, position, objects, Math.Max(seen, log.TryRead(position - 1)?.Version ?? 0));
        }

        if (version == 0) return new Start(log, log.Current().Position, null, 0);
        return log.TryFindAfter(version, out var next) ? new Start(log, next, null, 0) : new Start(log, -1, null, log.OldestVersion);
    }

    private async Task RunAsync(Start start, ListOptions options, ulong version, ServedDefinition? definition, WatchStream stream, CancellationToken cancellation)
    {
        if (start.Position < 0)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"too old resource version: {version} ({start.Version})");
            await stream.WriteErrorAsync(Errors.Expired(message).Status);
            return;
        }

        var wakeup = new Wakeup();
        using var clock = new WatchClock(registry.Time, Duration(options), options.AllowsBookmarks, wakeup);
        using var ending = cancellation.UnsafeRegister(static wakeup => ((Wakeup)wakeup!).Wake(), wakeup);
        if (start.Objects is not null) await stream.WriteAllAsync(start.Objects);
        if (options is { SendInitialEvents: true, AllowsBookmarks: true }) await stream.WriteBookmarkAsync(start.Version, isInitialEnd: true);
        start.Log.Start(wakeup);
        try
        {
            await FollowAsync(start.Log, start.Position, version, clock, wakeup, definition, stream, cancellation);
        }
        finally
        {
            start.Log.Stop(wakeup);
        }
    }

    private async Task FollowAsync(
        ResourceLog log, long position, ulong after, WatchClock clock, Wakeup wakeup, ServedDefinition? definition, WatchStream stream,
        CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            // Before the changes are read: those that came before the end are still sent.
            var isLast = definition is { HasEnded: true };
            var seen = registry.Store.Version;
            for (; log.Read(position) is { } change; position++)
                if (change.Version > after) await stream.WriteAsync(change);
            await stream.FlushAsync();
            if (isLast) return;
            clock.Read();
            if (clock.WantsBookmark) await stream.WriteBookmarkAsync(seen, isInitialEnd: false);
            if (clock.HasEnded) return;
            await wakeup.WaitAsync();
        }
    }

    private static TimeSpan Duration(ListOptions options) => options.TimeoutSeconds is > 0 and var seconds
        ? TimeSpan.FromSeconds(seconds)
        : ShortestWatch * (1 + Random.Shared.NextDouble());

    /// <summary>Where a watch begins.</summary>
    /// <param name="Log">The resource's log.</param>
    /// <param name="Position">The first change; below 0 if it is no longer known.</param>
    /// <param name="Objects">What comes first; null for nothing.</param>
    /// <param name="Version">The version of <paramref name="Objects"/>, or the oldest that is known.</param>
    private sealed record Start(ResourceLog Log, long Position, ObjectMap? Objects, ulong Version);
}
