using Actors.Engine.Tests;
using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Objects;

namespace Actors.Operators.Tests.Feeds;

/// <summary>A reflector of some shards, and the view that follows from what it is told.</summary>
internal sealed class FeedReader : IObjectHandler, IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KubernetesObject> _view = new(StringComparer.Ordinal);
    private readonly List<RequestFailure> _failures = [];
    private readonly Task _running;
    private TaskCompletionSource _changed = Waiting.Signal();

    public FeedReader(ResourceClient<KubernetesObject> resource, ShardSelector? shards, bool streams = true)
    {
        var options = new ListWatchOptions
        {
            Shards = shards, UseStreamingList = streams, MinBackoff = TimeSpan.FromMilliseconds(20), MaxBackoff = TimeSpan.FromMilliseconds(100),
        };
        _running = new Reflector(resource, this, new ReflectorOptions { ListWatch = options }).RunAsync(_end.Token);
    }

    public IReadOnlyList<RequestFailure> Failures
    {
        get
        {
            lock (_gate) return [.. _failures];
        }
    }

    /// <summary>Waits until it knows just these, by name and version.</summary>
    public async Task WhenHoldsAsync(IEnumerable<KubernetesObject> wanted)
    {
        string[] names = [.. wanted.Select(static one => $"{one}").Order(StringComparer.Ordinal)];
        while (true)
        {
            Task changed;
            string[] held;
            lock (_gate)
            {
                held = [.. _view.Values.Select(static one => $"{one}").Order(StringComparer.Ordinal)];
                changed = _changed.Task;
            }

            if (held.SequenceEqual(names)) return;
            try
            {
                await changed.Soon();
            }
            catch (TimeoutException)
            {
                Assert.Fail($"held are {string.Join(", ", held)}; and there are {string.Join(", ", names)}; failures: {string.Join(", ", Failures)}");
            }
        }
    }

    public void Added(KubernetesObject added) => Change(() => _view.Add(added.Uid, added));

    public void Modified(KubernetesObject before, KubernetesObject after) => Change(() => _view[after.Uid] = after);

    public void Deleted(KubernetesObject last) => Change(() => _view.Remove(last.Uid));

    public void Synced(string resourceVersion) => Change(static () => { });

    public void Failed(RequestFailure failure) => Change(() => _failures.Add(failure));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _end.Dispose();
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            (changed, _changed) = (_changed, Waiting.Signal());
        }

        changed.SetResult();
    }
}
