using Actors.Cluster;
using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Running;

namespace Actors.Operators.Fleet;

/// <summary>Watches the fleet's Leases and its shard map, and wakes whoever awaits a change of them. Renewals are none.</summary>
/// <param name="client">Of the cluster.</param>
/// <param name="names">What they are called.</param>
/// <param name="work">Is told when watching fails in a way that nobody foresaw.</param>
internal sealed class FleetWatch(KubernetesClient client, FleetNames names, BackgroundWork work) : IObjectHandler, IAsyncDisposable
{
    private static readonly GroupVersionResource Leases = KubernetesEntity.Of<V1Lease>().Resource;
    private static readonly GroupVersionResource Maps = KubernetesEntity.Of<V1ConfigMap>().Resource;

    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _changed = new(0);
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

    public void Added(KubernetesObject added) => _changed.Release();

    public void Modified(KubernetesObject before, KubernetesObject after)
    {
        if (before.Kind != KubernetesEntity.Of<V1Lease>().Kind || RecordOf(before) is not { } then || then != RecordOf(after)) _changed.Release();
    }

    public void Deleted(KubernetesObject last) => _changed.Release();

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

    /// <summary>What it says, but for what changes by itself.</summary>
    private LeaseRecord? RecordOf(KubernetesObject lease) =>
        LeaseObject.TryRead(KubernetesJson.Deserialize<V1Lease>(lease.Json.Span), names, out var held, out _) ? held.Record with { Seen = 0 } : null;

    private Task RunAsync(string what, GroupVersionResource resource, ReflectorOptions options) =>
        work.WatchAsync(what, new Reflector(client.Resource(resource, ObjectContent.WithoutManagedFields).InNamespace(names.Namespace), this, options).RunAsync(_ending.Token), _ending.Token);
}
