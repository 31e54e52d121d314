using Actors.Cluster;
using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Fleet;

namespace Actors.Cli.Up.Fleet;

/// <summary>Follows the shard map and the Leases of a fleet, as anybody can who may read them.</summary>
internal sealed class FleetObserver(FleetNames names)
{
    private readonly Lock _gate = new();
    private readonly MapTally _tally = new();
    private readonly OwnerGaps _gaps = new();
    private string? _coordinator;

    public FleetProgress? Progress
    {
        get
        {
            lock (_gate) return _tally.Progress(_coordinator);
        }
    }

    /// <summary>The map that was seen last; null before there is one.</summary>
    public ShardMap? Map
    {
        get
        {
            lock (_gate) return _tally.Map;
        }
    }

    public int OwnedBy(string replica)
    {
        lock (_gate) return _tally.OwnedBy(replica);
    }

    public void Down(string replica)
    {
        lock (_gate) _gaps.Down(replica, MachineClock.Now);
    }

    public void Up(string replica)
    {
        lock (_gate) _gaps.Up(replica);
    }

    public TimeSpan LongestGap()
    {
        lock (_gate) return _gaps.Longest(MachineClock.Now);
    }

    /// <summary>Forgets times without an owner that are over.</summary>
    public void Reset()
    {
        lock (_gate) _gaps.Reset();
    }

    public async Task RunAsync(KubernetesClient client, CancellationToken cancellation)
    {
        var maps = client.Resource(new GroupVersionResource("", "v1", "configmaps"), ObjectContent.WithoutManagedFields).InNamespace(names.Namespace);
        var leases = client.Resource(new GroupVersionResource("coordination.k8s.io", "v1", "leases"), ObjectContent.WithoutManagedFields).InNamespace(names.Namespace);
        await Task.WhenAll(
            new Reflector(maps, new Handler(OnMap), new ReflectorOptions { FieldSelector = FieldSelector.ByName(names.Map) }).RunAsync(cancellation),
            new Reflector(leases, new Handler(OnLease), new ReflectorOptions { LabelSelector = names.Leases }).RunAsync(cancellation));
    }

    /// <summary>The map in the ConfigMap; null if it is none.</summary>
    public static ShardMap? MapIn(KubernetesObject written) =>
        written.As<V1ConfigMap>().Data?.TryGetValue(FleetNames.MapKey, out var text) == true && ShardMapText.TryRead(text, out var map, out _) ? map : null;

    private void OnMap(KubernetesObject written)
    {
        if (MapIn(written) is not { } map) return;
        lock (_gate)
        {
            _tally.Add(map);
            _gaps.Mapped(map, MachineClock.Now);
        }
    }

    private void OnLease(KubernetesObject written)
    {
        var holder = written.As<V1Lease>().Spec?.HolderIdentity;
        lock (_gate)
        {
            if (written.Name == names.LeaseOf(LeaseRecord.Coordinator)) _coordinator = string.IsNullOrEmpty(holder) ? null : FleetNames.ReplicaOf(holder);
            else if (!string.IsNullOrEmpty(holder)) _gaps.Renewed(holder, MachineClock.Now);
        }
    }

    private sealed class Handler(Action<KubernetesObject> seen) : IObjectHandler
    {
        public void Added(KubernetesObject added) => seen(added);

        public void Modified(KubernetesObject before, KubernetesObject after) => seen(after);

        public void Deleted(KubernetesObject last)
        {
            // A Lease that is gone has been released before, and a map that is gone is made anew, above it.
        }

        public void Synced(string resourceVersion)
        {
            // It goes on from there.
        }

        public void Failed(RequestFailure failure)
        {
            // The reflector tries again.
        }
    }
}
