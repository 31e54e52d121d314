using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Running;

namespace Actors.Operators.Feeds;

/// <summary>
/// Lists and watches a kind at the API server, from the first request for it until it is disposed of, and so fills the feed of it. Where nobody asks, because all read for themselves,
/// it costs nothing.
/// </summary>
internal sealed class FeedSource : IAsyncDisposable
{
    // A kind that is not served yet is looked for that often.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    // Readers find out after a minute and a half that a server is silent; a feed must not hide that from them for much longer.
    private static readonly TimeSpan MaxSilence = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KubernetesClient _client;
    private readonly ListWatchOptions _listWatch;
    private readonly Task _running;
    private volatile ApiResource? _resource;

    public FeedSource(WatchedKind kind, KubernetesClient client, FeedOptions options, ListWatchOptions listWatch, BackgroundWork work)
    {
        (Kind, _client, _listWatch) = (kind, client, listWatch);
        Feed = new SharedFeed(kind, options, client.Options.Clock);
        Ended = _end.Token;
        _running = work.WatchAsync($"the feed of {kind.Id}", RunAsync(), _end.Token);
    }

    public WatchedKind Kind { get; }

    public SharedFeed Feed { get; }

    /// <summary>Is cancelled when the kind is not fed here any more.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Whether what it shows may be out of date.</summary>
    public bool IsSilent => Feed.WhenKnown.IsCompleted && Feed.Silence > MaxSilence;

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
        var resource = _client.Resource(found.Resource, ObjectContent.WithoutManagedFields);
        var options = new ReflectorOptions
        {
            LabelSelector = Kind.LabelSelector.Length > 0 ? LabelSelectorExpression.Parse(Kind.LabelSelector) : null,
            FieldSelector = Kind.FieldSelector.Length > 0 ? FieldSelector.Parse(Kind.FieldSelector) : null,
            ListWatch = _listWatch,
        };
        await new Reflector(Kind.Namespace.Length == 0 ? resource : resource.InNamespace(Kind.Namespace), Feed, options).RunAsync(_end.Token).ConfigureAwait(false);
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
