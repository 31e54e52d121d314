using Actors.Cluster;
using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Operators.Events;
using Actors.Operators.Running;
using Actors.Settings;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Fleet;

/// <summary>Carries out what the fleet's actor wants of the API server: Leases and the shard map.</summary>
internal sealed class FleetRunner(KubernetesClient client, FleetNames names, ClusterOptions options, EventWriter events, TimeProvider time, ILogger log)
{
    private readonly NameClash _clash = new(names, options.LeaseDuration, time);
    private readonly ResourceClient<V1Lease> _leases = client.Resource<V1Lease>().InNamespace(names.Namespace);
    private readonly ResourceClient<V1ConfigMap> _maps = client.Resource<V1ConfigMap>().InNamespace(names.Namespace);
    private readonly ProblemLog _problems = new();

    private volatile Dictionary<string, EventSubject> _subjects = [];

    /// <summary>Why this replica is not let into the fleet; null if nothing keeps it out.</summary>
    public string? NameTaken { get; private set; }

    /// <summary>What was read last, for events about it: the Lease of a replica, or the map's ConfigMap for an empty name, be it that it has been deleted; null if there was none.</summary>
    public EventSubject? SubjectOf(string life) => _subjects.GetValueOrDefault(life);

    /// <summary>The map first: what the Leases say is then at least as new as that.</summary>
    public Task<object> ReadAsync(ReadFleet read, CancellationToken cancellation) => SendAsync("reading", read.Timeout, async token =>
    {
        var map = await _maps.FindAsync(names.Map, token).ConfigureAwait(false);
        var leases = await _leases.ListAsync(new ListOptions { LabelSelector = names.Leases }, token).ConfigureAwait(false);
        Remember(map, leases.Items);
        return new FleetRead([.. leases.Items.Select(Read).OfType<HeldLease>()], TextOf(map), map?.Metadata.ResourceVersion);
    }, static failure => new FleetUnread(failure), cancellation);

    public Task<object> WriteLeaseAsync(WriteLease write, CancellationToken cancellation) => SendAsync($"the Lease {names.LeaseOf(write.Lease.Name)}", write.Timeout, async token =>
    {
        if (write.Version is null && await FindClashAsync(token).ConfigureAwait(false) is { } clash) return new LeaseRefused(write.Lease.Name, new RequestFailure(0, "", clash));
        var wanted = LeaseObject.Of(write.Lease, write.Version, names, options.LeaseDuration, time.GetUtcNow());
        var written = write.Version is null
            ? await _leases.CreateAsync(wanted, cancellation: token).ConfigureAwait(false)
            : await _leases.UpdateAsync(wanted, cancellation: token).ConfigureAwait(false);

        // Two that start at the same time see each other only now, at least the later one does.
        if (write.Version is null && await FindClashAsync(token).ConfigureAwait(false) is { } late)
        {
            await _leases.DeleteAsync(written.Metadata.Name!, new V1DeleteOptions { Preconditions = LeaseObject.ConditionOf(LeaseObject.VersionOf(written)) }, token).ConfigureAwait(false);
            return new LeaseRefused(write.Lease.Name, new RequestFailure(0, "", late));
        }

        return new LeaseWritten(write.Lease.Name, LeaseObject.VersionOf(written));
    }, failure => new LeaseRefused(write.Lease.Name, failure), cancellation);

    public Task<object> DeleteLeaseAsync(DeleteLease delete, CancellationToken cancellation) => SendAsync($"deleting the Lease {names.LeaseOf(delete.Name)}", delete.Timeout, async token =>
    {
        var condition = new V1DeleteOptions { Preconditions = LeaseObject.ConditionOf(delete.Version) };
        await _leases.DeleteAsync(names.LeaseOf(delete.Name), condition, token).ConfigureAwait(false);
        return new LeaseDeleted(delete.Name);
    }, _ => new LeaseDeleted(delete.Name), cancellation);

    public Task<object> WriteMapAsync(WriteShardMap write, CancellationToken cancellation) => SendAsync($"the ConfigMap {names.Map}", write.Timeout, async token =>
    {
        var wanted = new V1ConfigMap
        {
            Metadata =
            {
                Name = names.Map, Namespace = names.Namespace, ResourceVersion = write.Version,
                Labels = new Dictionary<string, string> { [FleetNames.Label] = names.Operator },
            },
            Data = new Dictionary<string, string> { [FleetNames.MapKey] = write.Text },
        };
        var written = write.Version is null
            ? await _maps.CreateAsync(wanted, cancellation: token).ConfigureAwait(false)
            : await _maps.UpdateAsync(wanted, cancellation: token).ConfigureAwait(false);
        return new ShardMapWritten(written.Metadata.ResourceVersion!);
    }, static failure => new ShardMapRefused(failure), cancellation);

    /// <summary>A map without text is one that cannot be read, not one that is not there.</summary>
    private static string? TextOf(V1ConfigMap? map) => map is null ? null : map.Data?.TryGetValue(FleetNames.MapKey, out var text) == true ? text : "";

    private void Remember(V1ConfigMap? map, IEnumerable<V1Lease> leases)
    {
        var subjects = new Dictionary<string, EventSubject>(StringComparer.Ordinal);
        foreach (var lease in leases)
        {
            if (LeaseObject.TryRead(lease, names, out var held, out _)) subjects[held.Record.Name] = SubjectOf(lease);
        }

        if (map is not null) subjects[""] = new EventSubject("v1", "ConfigMap", names.Namespace, names.Map, map.Metadata.Uid ?? "");
        else if (_subjects.TryGetValue("", out var last)) subjects[""] = last;
        _subjects = subjects;
    }

    private HeldLease? Read(V1Lease lease)
    {
        var about = $"the Lease {lease.Metadata.Name}";
        if (LeaseObject.TryRead(lease, names, out var held, out var error))
        {
            _problems.Solved(about + " as it is");
            return held;
        }

        if (!_problems.IsNew(about + " as it is", error)) return null;
        log.LeaseUnusable(lease.Metadata.Name ?? "", error);
        events.Record(new ObjectEvent(SubjectOf(lease), "Warning", "LeaseUnusable", $"It counts as if it were not there: {error}") { IsOfAll = true });
        return null;
    }

    /// <summary>Whether another operator has the name already: then this replica does not get in its way.</summary>
    private async Task<string?> FindClashAsync(CancellationToken cancellation)
    {
        var held = await _leases.ListAsync(new ListOptions { LabelSelector = names.Leases }, cancellation).ConfigureAwait(false);
        if (_clash.Find(held.Items) is not { } other)
        {
            _problems.Solved("clash");
            return NameTaken = null;
        }

        var problem = $"another operator of the name {names.Operator} in the namespace {names.Namespace} reconciles {string.Join(", ", LeaseObject.KindsOf(other))}, this one {names.Kinds}; "
            + "give one of them another name, or another --fleet-namespace";
        if (_problems.IsNew("clash", problem))
        {
            log.FleetNameTaken(problem);
            events.Record(new ObjectEvent(SubjectOf(other), "Warning", "FleetNameTaken", $"A replica that reconciles {names.Kinds} wants to join, and is not let in: {problem}") { IsOfAll = true });
        }

        return NameTaken = problem;
    }

    private static EventSubject SubjectOf(V1Lease lease) => new("coordination.k8s.io/v1", "Lease", lease.Metadata.Namespace ?? "", lease.Metadata.Name ?? "", lease.Metadata.Uid ?? "");

    private async Task<object> SendAsync(
        string about, TimeSpan timeout, Func<CancellationToken, Task<object>> send, Func<RequestFailure, object> refuse, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var outcome = await send(either.Token).ConfigureAwait(false);
            if (_problems.Solved(about)) log.FleetRequestWorksAgain(about);
            return outcome;
        }
        catch (Exception failure) when (FailureOf(failure, timeout, limit.IsCancellationRequested && !cancellation.IsCancellationRequested) is { } known)
        {
            // A conflict is how replicas find out about each other.
            if (known.Code is not (404 or 409) && _problems.IsNew(about, known.Message)) log.FleetRequestFailed(about, known.Message);
            return refuse(known);
        }
    }

    private static RequestFailure? FailureOf(Exception failure, TimeSpan timeout, bool isLate) =>
        isLate ? new RequestFailure(0, "", $"no answer within {timeout}") : RequestFailedException.FailureOf(failure);
}
