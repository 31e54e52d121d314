using System.Globalization;
using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Running;

namespace Actors.Operators.Feeds;

/// <summary>
/// Reads a kind for the feed of it, from the first request for it until it is disposed of: watches it at the API server from where the first reader has come to, and lists it when somebody
/// wants a list. What another replica knows because it has read the kind before is asked of that one first. Where nobody asks, because all read for themselves, it costs nothing.
/// </summary>
internal sealed class FeedSource : IAsyncDisposable
{
    // A kind that is not served yet is looked for that often; and no more often it is listed.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    // Readers find out after a minute and a half that a server is silent; a feed must not hide that from them for much longer.
    private static readonly TimeSpan MaxSilence = TimeSpan.FromMinutes(2);

    // Another replica has what it is asked for in memory, or not at all.
    private static readonly TimeSpan TakeOverPatience = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KubernetesClient _client;
    private readonly Func<IReadOnlyList<KubernetesClient>> _peers;
    private readonly ListWatchOptions _listWatch;
    private readonly Task _running;
    private volatile ApiResource? _resource;

    public FeedSource(WatchedKind kind, KubernetesClient client, Func<IReadOnlyList<KubernetesClient>> peers, FeedOptions options, ListWatchOptions listWatch, BackgroundWork work)
    {
        (Kind, _client, _peers, _listWatch) = (kind, client, peers, listWatch);
        Feed = new SharedFeed(kind, options, client.Options.Clock);
        Ended = _end.Token;
        _running = work.WatchAsync($"the feed of {kind.Id}", RunAsync(), _end.Token);
    }

    public WatchedKind Kind { get; }

    public SharedFeed Feed { get; }

    /// <summary>Is cancelled when the kind is not fed here any more.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Whether what it shows may be out of date.</summary>
    public bool IsSilent => Feed.Silence > MaxSilence;

    /// <summary>Begins to read, if it has not.</summary>
    public void Want() => _wanted.TrySetResult();

    /// <summary>Whether this is what a request asks for.</summary>
    public bool Answers(string path, string labels, string fields) =>
        _resource is { } resource && ResourcePath.Of(resource.Resource, Kind.Namespace, null) == path && Kind.LabelSelector == labels && Kind.FieldSelector == fields;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        var found = await FindAsync().ConfigureAwait(false);
        _resource = found;
        await _wanted.Task.WaitAsync(_end.Token).ConfigureAwait(false);
        var options = new ReflectorOptions
        {
            LabelSelector = Kind.LabelSelector.Length > 0 ? LabelSelectorExpression.Parse(Kind.LabelSelector) : null,
            FieldSelector = Kind.FieldSelector.Length > 0 ? FieldSelector.Parse(Kind.FieldSelector) : null,
            ListWatch = _listWatch,
        };
        await await Task.WhenAny(WatchAsync(found, options), ListAsync(found, options)).ConfigureAwait(false);
    }

    /// <summary>Keeps one watch of everything going, from where the feed wants it. The next begins when the one before tells nothing any more.</summary>
    private async Task WatchAsync(ApiResource found, ReflectorOptions options)
    {
        while (true)
        {
            var (version, outdated) = await Feed.BeginAsync(_end.Token).ConfigureAwait(false);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(outdated, _end.Token);
            var watch = new Reflector(At(_client, found), Feed, options, version.ToString(CultureInfo.InvariantCulture)).RunAsync(either.Token);
            await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (watch.IsFaulted || _end.IsCancellationRequested) await watch.ConfigureAwait(false);
        }
    }

    /// <summary>Finds out all there is: of a replica that knows it, without being asked; at the API server when somebody wants a list.</summary>
    private async Task ListAsync(ApiResource found, ReflectorOptions options)
    {
        await TakeOverAsync(found, options).ConfigureAwait(false);
        while (true)
        {
            await Feed.WhenListWantedAsync(_end.Token).ConfigureAwait(false);
            using var listed = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            var reading = new Reflector(At(_client, found), new FeedList(Feed, listed.Cancel), options).RunAsync(listed.Token);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (reading.IsFaulted) await reading.ConfigureAwait(false);
            await Task.Delay(LookAgain, _client.Options.Clock, _end.Token).ConfigureAwait(false);
        }
    }

    private async Task TakeOverAsync(ApiResource found, ReflectorOptions options)
    {
        using var patience = new CancellationTokenSource(TakeOverPatience, _client.Options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _end.Token);
        var asked = _peers().Select(peer => new ListWatchClient(At(peer, found), options.LabelSelector, options.FieldSelector, null).ListAsync(new ListPageAction(0, ""), "0", either.Token)).ToList();
        while (asked.Count > 0)
        {
            var answered = await Task.WhenAny(asked).ConfigureAwait(false);
            asked.Remove(answered);
            if (!answered.IsCompletedSuccessfully || ObjectVersion.Of(answered.Result.ResourceVersion).Number is not { } version) continue;
            if (Feed.Complete(answered.Result.Items, version)) break;
        }

        await either.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll((IEnumerable<Task>)asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Token.ThrowIfCancellationRequested();
    }

    private ResourceClient<KubernetesObject> At(KubernetesClient client, ApiResource found)
    {
        var resource = Kind.Content == ObjectContent.MetadataOnly ? client.Metadata(found.Resource) : client.Resource(found.Resource, Kind.Content);
        return Kind.Namespace.Length == 0 ? resource : resource.InNamespace(Kind.Namespace);
    }

    private async Task<ApiResource> FindAsync()
    {
        while (true)
        {
            try
            {
                return await _client.Mapper.ResourceForAsync(new GroupVersionKind(Kind.Group, Kind.Version, Kind.Kind), _end.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is UnknownResourceException || RequestFailedException.FailureOf(failure) is not null)
            {
                // Readers are told that it is not fed, and read at the API server, where they see the reason.
                await Task.Delay(LookAgain, _client.Options.Clock, _end.Token).ConfigureAwait(false);
            }
        }
    }
}
