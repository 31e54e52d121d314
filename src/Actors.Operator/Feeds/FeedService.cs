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
    private readonly TimeSpan _linger;
    private readonly List<Task> _leaving = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _changing = new(1);
    private volatile FeedSource[] _sources = [];
    private volatile FeedSource[] _former = [];
    private volatile IReadOnlyList<KubernetesClient> _peers = [];

    /// <summary>How long what is fed elsewhere from now on is kept: whoever feeds it takes it over from here, and who does not know of that yet still reads here.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(15);

    /// <summary>Makes one that feeds nothing yet.</summary>
    /// <param name="client">For the API server.</param>
    /// <param name="options">How much of the past is kept of each kind.</param>
    /// <param name="listWatch">How the API server is read.</param>
    /// <param name="work">Is told when reading fails in a way that nobody foresaw.</param>
    /// <param name="linger">How long what is fed elsewhere is kept.</param>
    public FeedService(KubernetesClient client, FeedOptions options, ListWatchOptions listWatch, BackgroundWork work, TimeSpan linger) =>
        (_client, _options, _listWatch, _work, _linger, _time) = (client, options, listWatch, work, linger, client.Options.Clock);

    /// <summary>The kinds that are fed.</summary>
    public IReadOnlyList<WatchedKind> Kinds => [.. _sources.Select(static one => one.Kind)];

    /// <summary>Feeds these kinds from now on and no others.</summary>
    /// <param name="kinds">Which.</param>
    /// <param name="peers">Clients for the feeds of the other replicas: what one of them knows is taken over from it.</param>
    public async Task FeedAsync(IReadOnlyCollection<WatchedKind> kinds, IReadOnlyList<KubernetesClient> peers)
    {
        await _changing.WaitAsync(_stopping.Token).ConfigureAwait(false);
        try
        {
            _peers = peers;
            var known = _sources.Concat(_former).ToDictionary(static one => one.Kind);
            var gone = Array.FindAll(_sources, one => !kinds.Contains(one.Kind));
            _sources = [.. kinds.Distinct().Select(kind => known.TryGetValue(kind, out var source) ? source : new FeedSource(kind, _client, () => _peers, _options, _listWatch, _work))];
            _former = [.. _former.Concat(gone).Except(_sources)];
            _leaving.RemoveAll(static one => one.IsCompleted);
            _leaving.AddRange(gone.Select(one => _work.WatchAsync($"letting go of the feed of {one.Kind.Id}", LeaveAsync(one), _stopping.Token)));
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
            if (!query!.IsAny) await WaitAsync(source, query, ending.Token).ConfigureAwait(false);
            ending.Token.ThrowIfCancellationRequested();
            if (source.IsSilent) await FeedStatus.Silent.WriteAsync(http.Response).ConfigureAwait(false);
            else await new FeedAnswer(http.Response, source, query, _time, ending.Token).WriteAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or this replica goes: nobody waits for more.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_leaving).ConfigureAwait(false);
        foreach (var source in _sources.Concat(_former)) await source.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Waits for what is asked for, not much longer than that mostly takes.</summary>
    private async Task WaitAsync(FeedSource source, FeedQuery query, CancellationToken cancellation)
    {
        source.Want();
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var isGoingOn = query is { IsWatch: true, SendsInitialEvents: false, Version: not null };
        await (isGoingOn ? source.Feed.WhenFoundAsync(query.Version!.Value, either.Token) : source.Feed.WhenCompleteAsync(either.Token))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Lets go of what is fed elsewhere, after a while, unless it has come back.</summary>
    private async Task LeaveAsync(FeedSource former)
    {
        await Task.Delay(_linger, _time, _stopping.Token).ConfigureAwait(false);
        await _changing.WaitAsync(_stopping.Token).ConfigureAwait(false);
        try
        {
            if (!_former.Contains(former)) return;
            _former = [.. _former.Where(one => one != former)];
        }
        finally
        {
            _changing.Release();
        }

        await former.DisposeAsync().ConfigureAwait(false);
    }

    private FeedStatus? Refuse(HttpRequest request, out FeedQuery? query, out FeedSource? source)
    {
        (query, source) = (null, null);
        if (!HttpMethods.IsGet(request.Method)) return new FeedStatus(405, "MethodNotAllowed", "a feed can be listed and watched, and nothing else");
        var path = request.Path.StartsWithSegments(Prefix, StringComparison.Ordinal, out var rest) ? rest.Value ?? "" : "";
        source = _sources.Concat(_former).FirstOrDefault(one => one.Answers(path, request.Query["labelSelector"].ToString(), request.Query["fieldSelector"].ToString()));
        if (source is null) return new FeedStatus(404, "NotFound", $"this replica does not feed {request.Path}{request.QueryString}");
        return FeedQuery.Parse(request.Query, out query);
    }
}
