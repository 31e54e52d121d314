using System.Diagnostics.Metrics;
using Actors.Cluster;

namespace Actors.Operators.Telemetry;

/// <summary>What there is beside controller-runtime's figures: the replica's part in its fleet, what it reads, what waits in its actors.</summary>
internal sealed class FleetMetrics(Meter meter, Func<ReplicaFigures?> figures)
{
    public void Create()
    {
        Gauge("actors_shards_owned", "Shards this replica works on.", InFleet(static fleet => fleet.OwnedShards));
        Gauge("actors_shards_moving", "Shards that are to come to this replica.", InFleet(static fleet => fleet.Map?.Shards.Count(place => place.Next == fleet.Replica) ?? 0));
        Gauge("actors_shards_unowned", "Shards nobody owns, as this replica knows it.", InFleet(static fleet => fleet.Map?.Shards.Count(static place => place.Owner is null) ?? 0));
        Gauge("actors_shard_map_epoch", "The epoch of the shard map this replica knows; 0 for none.", InFleet(static fleet => fleet.Map?.Epoch ?? 0));
        Gauge("actors_coordinator", "Whether this replica writes the shard map.", InFleet(static fleet => fleet.IsCoordinator ? 1 : 0));
        Gauge("actors_fleet_members", "Replicas that have a Lease, as this one knows it.", InFleet(static fleet => fleet.Leases.Count(static one => one.Record.Name == one.Record.Holder && one.Record.Name != LeaseRecord.Coordinator)));
        Gauge("actors_lease_remaining_seconds", "How long this replica may rely on its Lease; 0 if it may not.", InFleet(static fleet => fleet.LeaseLeft.TotalSeconds));
        Gauge("actors_ingest_lag_seconds", "How long ago the last word of a kind came, be it a bookmark: what is held may be that old.", () =>
            from one in figures()?.Ingests ?? [] where one.Silence is not null select new Measurement<double>(one.Silence!.Value.TotalSeconds, new KeyValuePair<string, object?>("kind", one.Kind.Id)));
        Gauge("actors_ingest_objects", "Objects held, by kind.", () => from one in figures()?.Ingests ?? [] select new Measurement<double>(one.Objects, new KeyValuePair<string, object?>("kind", one.Kind.Id)));
        Gauge("actors_ingest_synced", "Whether all of a kind was known once.", () =>
            from one in figures()?.Ingests ?? [] select new Measurement<double>(one.HasSynced ? 1 : 0, new KeyValuePair<string, object?>("kind", one.Kind.Id)));
        Gauge("actors_mailbox_depth", "Messages that wait for an actor: each of the few above all, and all shards together.", () =>
            from one in figures()?.Mailboxes ?? new Dictionary<string, int>() select new Measurement<double>(one.Value, new KeyValuePair<string, object?>("actor", one.Key)));
        Gauge("actors_permits_in_use", "Reconciles that run or have a permit to.", () => Once(static one => one.Limits.Running));
        Gauge("actors_permits_max", "Reconciles that may run at once on this replica.", () => Once(static one => one.Limits.MaxConcurrent));

        // Keys are the author's, as many as there are nodes or tenants: they are counted and never labels.
        Gauge("actors_limit_keys", "Keys of LimitPer under which anything runs or waits on this replica.", () => Once(static one => one.Limits.Keys.Count));
        Gauge("actors_limit_keys_full", "Those of them under which as much runs here as may, or something waits.", () => Once(static one => one.Limits.Keys.Count(static key => key.Running >= key.Max || key.Waiting > 0)));
        Gauge("actors_limit_running", "Reconciles that run under a key of LimitPer.", () => Once(static one => one.Limits.Keys.Sum(static key => key.Running)));
        Gauge("actors_limit_waiting", "Objects that wait for a key of LimitPer.", () => Once(static one => one.Limits.Keys.Sum(static key => key.Waiting)));
        meter.CreateObservableCounter("actors_dead_letters_total", () => Once(static one => one.DeadLetters), description: "Messages that reached nobody.");
        meter.CreateObservableCounter("actors_slow_behaviours_total", () => Once(static one => one.SlowBehaviours), description: "Messages that took their actor too long.");
        meter.CreateObservableCounter("actors_link_messages_total", Link, description: "Messages between replicas: sent, lost, received, refused.");
    }

    private void Gauge(string name, string description, Func<IEnumerable<Measurement<double>>> measure) => meter.CreateObservableGauge(name, measure, description: description);

    private Func<IEnumerable<Measurement<double>>> InFleet(Func<ClusterSnapshot, double> figure) => () => figures()?.Cluster is { } fleet ? [new Measurement<double>(figure(fleet))] : [];

    private IEnumerable<Measurement<double>> Once(Func<ReplicaFigures, double> figure) => figures() is { } one ? [new Measurement<double>(figure(one))] : [];

    private IEnumerable<Measurement<long>> Link()
    {
        if (figures()?.Link is not { } link) return [];
        return from one in ((string Outcome, long Count)[])[("sent", link.Sent), ("lost", link.Lost), ("received", link.Received), ("refused", link.Refused)]
               select new Measurement<long>(one.Count, new KeyValuePair<string, object?>("outcome", one.Outcome));
    }
}
