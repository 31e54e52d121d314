using Actors.Cluster;
using Actors.Engine;
using Actors.Kernel;
using Actors.Kubernetes;
using Actors.Settings;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Fleet;

/// <summary>A replica's part in a fleet, outside of its actors.</summary>
internal sealed class FleetMember : IAsyncDisposable
{
    private readonly FleetRunner _runner;
    private readonly FleetWatch _watch;

    public FleetMember(KubernetesClient client, Fence fence, OperatorOptions options, ClusterOptions cluster, TimeProvider time, ILogger log)
    {
        var names = new FleetNames(options.Name, options.FleetNamespace ?? client.Configuration.Namespace);
        (Fence, Replica, State) = (fence, options.Replica!, new FleetState(log));
        _runner = new FleetRunner(client, names, cluster, time, log);
        _watch = new FleetWatch(client, names);
    }

    /// <summary>The replica's name, without what is drawn at its start.</summary>
    public string Replica { get; }

    /// <summary>Where other replicas reach it.</summary>
    public string Address { get; } = "";

    /// <summary>How many shards it is to have, in proportion to the others.</summary>
    public int Weight { get; } = 1;

    /// <summary>What its requests have to pass.</summary>
    public Fence Fence { get; }

    public FleetState State { get; }

    /// <summary>Has the effects of the fleet's actor carried out.</summary>
    /// <param name="effects">Gets the runners.</param>
    /// <param name="now">The clock of the actors.</param>
    public void AddTo(EffectRunners effects, Func<Instant> now) => effects
        .Add<ReadFleet>(_runner.ReadAsync)
        .Add<WriteLease>(_runner.WriteLeaseAsync)
        .Add<DeleteLease>(_runner.DeleteLeaseAsync)
        .Add<WriteShardMap>(_runner.WriteMapAsync)
        .Add<AwaitFleetChange>(_watch.AwaitAsync)
        .Add<ReportFleet>(State.ReportAsync)
        .Add<KeepFence>((keep, _) => Task.FromResult<object>(Keep(keep, now)));

    public ValueTask DisposeAsync() => _watch.DisposeAsync();

    private FenceKept Keep(KeepFence keep, Func<Instant> now)
    {
        Fence.Keep(keep.Ownership, keep.Until, now);
        return new FenceKept(keep.Ownership);
    }
}
