using System.Collections.Concurrent;
using Actors.Cluster;
using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Running;

namespace Actors.Operators.Fleet;

/// <summary>Watches the fleet's Leases and its shard map, and wakes whoever awaits a change of them. Renewals are none, but when each was seen is known.</summary>
/// <param name="client">Of the cluster.</param>
/// <param name="names">What they are called.</param>
/// <param name="work">Is told when watching fails in a way that nobody foresaw.</param>
/// <param name="time">The clock.</param>
internal sealed class FleetWatch(KubernetesClient client, FleetNames names, BackgroundWork work, TimeProvider time) : IObjectHandler, IAsyncDisposable
{
    private static readonly GroupVersionResource Leases = KubernetesEntity.Of<V1Lease>().Resource;
    private static readonly GroupVersionResource Maps = KubernetesEntity.Of<V1ConfigMap>().Resource;

    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _changed = new(0);
    private readonly ConcurrentDictionary<string, (HeldLease Lease, long SeenAt)> _leases = new(StringComparer.Ordinal);
    private Task? _running;
    private bool _isDisposed;

    /// <summary>Called by one at a time.</summary>
    public async Task<object> AwaitAsync(AwaitFleetChange wait, CancellationToken cancellation)
    {
        _running ??= Task.WhenAll(
            RunAsync("the watch of the fleet's Leases", Leases, new ReflectorOptions { LabelSelector = names.Leases }),
            RunAsync("the watch of the shard map", Maps, new ReflectorOptions { FieldSelector = FieldSelector.ByName(names.Map) }));
        await _changed.WaitAsync(cancellation).ConfigureAwait(false);

        // Whatever came together is one change.
        while (_changed.Wait(0, CancellationToken.None)) { }
        return new FleetChanged();
    }

    /// <summary>How long ago a Lease was seen to be of that version first; null if it was not.</summary>
    public TimeSpan? AgeOf(HeldLease lease) =>
        _leases.TryGetValue(lease.Record.Name, out var seen) && seen.Lease.Version == lease.Version ? time.GetElapsedTime(seen.SeenAt) : null;

    public void Added(KubernetesObject added)
    {
        Take(added);
        _changed.Release();
    }

    public void Modified(KubernetesObject before, KubernetesObject after)
    {
        if (Take(after)) _changed.Release();
    }

    public void Deleted(KubernetesObject last)
    {
        if (IsLease(last) && TryRead(last) is { } lease) _leases.TryRemove(lease.Record.Name, out _);
        _changed.Release();
    }

    public void Synced(string resourceVersion)
    {
    }

    /// <summary>Those who read Leases and map with each renewal meet the same failure, and say so.</summary>
    public void Failed(RequestFailure failure)
    {
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        await _ending.CancelAsync().ConfigureAwait(false);
        if (_running is { } running) await running.ConfigureAwait(false);
        _ending.Dispose();
        _changed.Dispose();
    }

    private static bool IsLease(KubernetesObject one) => one.Kind == KubernetesEntity.Of<V1Lease>().Kind;

    private HeldLease? TryRead(KubernetesObject lease) => LeaseObject.TryRead(KubernetesJson.Deserialize<V1Lease>(lease.Json.Span), names, out var held, out _) ? held : null;

    /// <summary>Notes what is there now. Whether it says something else than before, but for what changes by itself.</summary>
    private bool Take(KubernetesObject now)
    {
        if (!IsLease(now) || TryRead(now) is not { } lease) return true;
        var isKnown = _leases.TryGetValue(lease.Record.Name, out var before);
        if (!isKnown || before.Lease.Version != lease.Version) _leases[lease.Record.Name] = (lease, time.GetTimestamp());
        return !isKnown || before.Lease.Record with { Seen = 0 } != lease.Record with { Seen = 0 };
    }

    private Task RunAsync(string what, GroupVersionResource resource, ReflectorOptions options) =>
        work.WatchAsync(what, new Reflector(client.Resource(resource, ObjectContent.WithoutManagedFields).InNamespace(names.Namespace), this, options).RunAsync(_ending.Token), _ending.Token);
}
