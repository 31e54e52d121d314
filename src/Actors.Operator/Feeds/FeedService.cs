using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Operators.Running;
using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Feeds;

/// <summary>
/// Feeds the kinds this replica reads for the whole fleet to the others: the same lists and watches, by the same paths and parameters, as at the API server. Lets nobody in or out by
/// itself: whoever routes requests here has seen to that.
/// </summary>
internal sealed class FeedService : IAsyncDisposable
{
    /// <summary>What the paths of its requests begin with; what follows is a path of the API server.</summary>
    public const string Prefix = "/feeds";

    // Whoever is the first to ask waits until all is known, and not much longer than that mostly takes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly KubernetesClient _client;
    private readonly FeedOptions _options;
    private readonly ListWatchOptions _listWatch;
    private readonly BackgroundWork _work;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _changing = new(1);
    private volatile FeedSource[] _sources = [];

    /// <summary>Makes one that feeds nothing yet.</summary>
    /// <param name="client">For the API server.</param>
    /// <param name="options">How much of the past is kept of each kind.</param>
    /// <param name="listWatch">How the API server is read.</param>
    /// <param name="work">Is told when reading fails in a way that nobody foresaw.</param>
    public FeedService(KubernetesClient client, FeedOptions options, ListWatchOptions listWatch, BackgroundWork work) =>
        (_client, _options, _listWatch, _work, _time) = (client, options, listWatch, work, client.Options.Clock);

    /// <summary>The kinds that are fed.</summary>
    public IReadOnlyList<WatchedKind> Kinds => [.. _sources.Select(static one => one.Kind)];

    /// <summary>Feeds these kinds from now on and no others. Ends when what is not fed any more is closed.</summary>
    public async Task FeedAsync(IReadOnlyCollection<WatchedKind> kinds)
    {
        await _changing.WaitAsync(_stopping.Token).ConfigureAwait(false);
        try
        {
            var gone = Array.FindAll(_sources, one => !kinds.Contains(one.Kind));
            var known = _sources.ToDictionary(static one => one.Kind);
            _sources = [.. kinds.Distinct().Select(kind => known.TryGetValue(kind, out var source) ? source : new FeedSource(kind, _client, _options, _listWatch, _work))];
            foreach (var source in gone) await source.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Answers a request below <see cref="Prefix"/>.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        if (Refuse(http.Request, out var query, out var source) is { } refusal)
        {
            await refusal.WriteAsync(http.Response).ConfigureAwait(false);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token, source!.Ended);
        try
        {
            source.Want();
            await source.Feed.WhenKnown.WaitAsync(Patience, _time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ending.Token.ThrowIfCancellationRequested();
            if (source.IsSilent) await FeedStatus.Silent.WriteAsync(http.Response).ConfigureAwait(false);
            else await new FeedAnswer(http.Response, source, query!, _time, ending.Token).WriteAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or this replica goes: nobody waits for more.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var source in _sources) await source.DisposeAsync().ConfigureAwait(false);
    }

    private FeedStatus? Refuse(HttpRequest request, out FeedQuery? query, out FeedSource? source)
    {
        (query, source) = (null, null);
        if (!HttpMethods.IsGet(request.Method)) return new FeedStatus(405, "MethodNotAllowed", "a feed can be listed and watched, and nothing else");
        var path = request.Path.StartsWithSegments(Prefix, StringComparison.Ordinal, out var rest) ? rest.Value ?? "" : "";
        source = Array.Find(_sources, one => one.Answers(path, request.Query["labelSelector"].ToString(), request.Query["fieldSelector"].ToString()));
        if (source is null) return new FeedStatus(404, "NotFound", $"this replica does not feed {request.Path}{request.QueryString}");
        return FeedQuery.Parse(request.Query, out query);
    }
}
