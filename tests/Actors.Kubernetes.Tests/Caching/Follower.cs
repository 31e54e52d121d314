using Actors.Ingest;
using Actors.Kubernetes.Configuration;
using Actors.Kubernetes.Configuration.Tests;
using Actors.Objects;

namespace Actors.Kubernetes.Tests;

/// <summary>A reflector at work, what it has told, and the view that follows from that alone.</summary>
internal sealed class Follower : IObjectHandler, IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly KubernetesClient _client;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KubernetesObject> _view = new(StringComparer.Ordinal);
    private readonly List<string> _told = [];
    private readonly List<RequestFailure> _failures = [];
    private readonly Task _running;

    public Follower(KubernetesConfiguration configuration, ListWatchOptions? options = null, KubernetesClientOptions? client = null)
    {
        _client = new KubernetesClient(configuration, client);
        var resource = _client.Resource(new GroupVersionResource("example.com", "v1", "things")).InNamespace("n");
        _running = new Reflector(resource, this, new ReflectorOptions { ListWatch = options ?? Quick }).RunAsync(_end.Token);
    }

    /// <summary>Waits that a test can wait for.</summary>
    public static ListWatchOptions Quick { get; } = new()
    {
        MinBackoff = TimeSpan.FromMilliseconds(5),
        MaxBackoff = TimeSpan.FromMilliseconds(50),
        UseStreamingList = false,
    };

    public string[] View
    {
        get
        {
            lock (_gate) return [.. _view.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => System.Text.Encoding.UTF8.GetString(one.Value.Json.Span))];
        }
    }

    public string[] Told
    {
        get
        {
            lock (_gate) return [.. _told];
        }
    }

    /// <summary>Whether it was told of a change by the thread of the connection that has brought it.</summary>
    public bool IsToldByConnection { get; private set; }

    public RequestFailure[] Failures
    {
        get
        {
            lock (_gate) return [.. _failures];
        }
    }

    /// <summary>Waits until what was told makes up what the server holds.</summary>
    public async Task ConvergeAsync(FakeApi api)
    {
        await Condition.HoldsAsync(() => _running.IsCompleted || (!api.HasFaultsLeft && View.SequenceEqual(api.Objects)));
        if (_running.IsCompleted) await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _client.Dispose();
        _end.Dispose();
    }

    public void Added(KubernetesObject added)
    {
        lock (_gate)
        {
            Assert.True(_view.TryAdd(added.Name, added), $"{added} was added twice");
            _told.Add($"added {added.Name}");
        }
    }

    public void Modified(KubernetesObject before, KubernetesObject after)
    {
        lock (_gate)
        {
            Assert.Equal(_view[after.Name], before);
            IsToldByConnection |= ThreadedConnection.OfThread is not null;
            _view[after.Name] = after;
            _told.Add($"modified {after.Name}");
        }
    }

    public void Deleted(KubernetesObject last)
    {
        lock (_gate)
        {
            Assert.True(_view.Remove(last.Name), $"{last} was not there");
            _told.Add($"deleted {last.Name}");
        }
    }

    public void Synced(string resourceVersion)
    {
        lock (_gate) _told.Add("synced");
    }

    public void Failed(RequestFailure failure)
    {
        lock (_gate) _failures.Add(failure);
    }
}
