using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>A StatefulSet with its pods.</summary>
internal sealed class StatefulSetState
{
    private readonly Dictionary<long, ClusterObject> _pods = [];
    private readonly long _start;
    private readonly long _replicas;
    private readonly long _minReadySeconds;
    private readonly DateTimeOffset _now;
    private readonly Decision _decision;

    public StatefulSetState(ClusterObject value, JsonObject json, List<ClusterObject> pods, RevisionHistory history, DateTimeOffset now, Decision decision)
    {
        (Value, Json, History, _now, _decision) = (value, json, history, now, decision);
        var spec = json.At("spec");
        _start = spec.Number("ordinals", "start");
        _replicas = spec.Number("replicas");
        _minReadySeconds = spec.Number("minReadySeconds");
        foreach (var pod in pods)
            if (OrdinalOf(value.Name, pod.Name) is { } ordinal) _pods[ordinal] = pod;
        CurrentRevision = json.Text("status", "currentRevision") is { Length: > 0 } current ? current : history.Name;
    }

    public ClusterObject Value { get; }

    public JsonObject Json { get; }

    public RevisionHistory History { get; }

    /// <summary>Whether pods are changed one after the other.</summary>
    public bool IsOrdered => Json.Text("spec", "podManagementPolicy") != "Parallel";

    /// <summary>Whether pods get a new template only when somebody deletes them.</summary>
    public bool IsOnDelete => Json.Text("spec", "updateStrategy", "type") == "OnDelete";

    /// <summary>The first ordinal that gets a new template.</summary>
    public long Partition => _start + Json.At("spec", "updateStrategy", "rollingUpdate").Number("partition");

    public string UpdateRevision => History.Name;

    /// <summary>The revision of the last template that reached all pods.</summary>
    public string CurrentRevision { get; }

    public IEnumerable<long> Ordinals
    {
        get
        {
            for (var ordinal = _start; ordinal < _start + _replicas; ordinal++) yield return ordinal;
        }
    }

    /// <summary>The pods beyond those that are wanted, the last one first.</summary>
    public List<ClusterObject> Surplus => [.. _pods.Where(one => !IsWanted(one.Key)).OrderByDescending(static one => one.Key).Select(static one => one.Value)];

    /// <summary>The number in a pod's name; null if it is not one of the set's.</summary>
    public static long? OrdinalOf(string set, string pod)
    {
        if (pod.Length <= set.Length + 1 || !pod.StartsWith(set, StringComparison.Ordinal) || pod[set.Length] != '-') return null;
        return long.TryParse(pod.AsSpan(set.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal : null;
    }

    public bool IsWanted(long ordinal) => ordinal >= _start && ordinal < _start + _replicas;

    public ClusterObject? PodAt(long ordinal) => _pods.GetValueOrDefault(ordinal);

    public string RevisionFor(long ordinal) => !IsOnDelete && ordinal < Partition ? CurrentRevision : UpdateRevision;

    /// <summary>Whether a pod runs, is to stay and has been ready for long enough.</summary>
    public bool IsAvailable(ClusterObject? pod) => pod is { IsBeingDeleted: false } && Availability.IsAvailable(pod.Pod, _minReadySeconds, _now, _decision);

    public JsonObject Status()
    {
        var pods = _pods.Values.Where(static pod => !pod.IsBeingDeleted && !pod.Pod.IsFinished).ToList();
        var status = new JsonObject
        {
            ["observedGeneration"] = Value.Stored.Generation,
            ["replicas"] = (long)_pods.Count,
            ["availableReplicas"] = pods.LongCount(IsAvailable),
        };
        var current = CurrentRevision;
        var ready = SetCount(status, "readyReplicas", pods.LongCount(static pod => pod.Pod.IsReady));
        var updated = SetCount(status, "updatedReplicas", CountOf(pods, UpdateRevision));
        // An update is over when all have the new template and are ready.
        if (!IsOnDelete && current != UpdateRevision && updated == _pods.Count && ready == _pods.Count && updated == _replicas) current = UpdateRevision;
        SetCount(status, "currentReplicas", CountOf(pods, current));
        status["currentRevision"] = current;
        status["updateRevision"] = UpdateRevision;
        status["collisionCount"] = Json.At("status").Number("collisionCount");
        if (Json.At("status", "conditions") is { } conditions) status["conditions"] = conditions.DeepClone();
        return status;
    }

    private static long CountOf(List<ClusterObject> pods, string revision) => pods.LongCount(pod => pod.Pod.Label(RevisionHistory.HashLabel) == revision);

    private static long SetCount(JsonObject status, string field, long count)
    {
        if (count > 0) status[field] = count;
        return count;
    }
}
