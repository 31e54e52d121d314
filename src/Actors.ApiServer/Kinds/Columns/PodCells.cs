using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Tables;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Kinds;

/// <summary>What a table shows of a pod: how many of its containers are ready, in one word how it is, and how often containers started again.</summary>
/// <param name="Ready">Such as <c>1/2</c>.</param>
/// <param name="Status">Its phase, or what keeps it from running.</param>
internal sealed record PodCells(string Ready, string Status)
{
    private long _restarts;
    private DateTimeOffset? _lastRestart;

    public static PodCells Of(JsonObject pod)
    {
        var cells = new PodCells("", pod.Text("status", "reason") is { Length: > 0 } why ? why : pod.Text("status", "phase"));
        var sidecars = pod.Objects("spec", "initContainers").Where(static one => one.Text("restartPolicy") == "Always")
            .Select(static one => one.Text("name")).ToHashSet();
        var ready = 0;
        var starting = cells.Initialize(pod, sidecars, ref ready);
        cells = starting ?? cells;
        if (starting is null || IsInitialized(pod)) cells = cells.Run(pod, sidecars, ref ready);
        var total = pod.Objects("spec", "containers").Count() + sidecars.Count;
        return (cells with { Ready = string.Create(CultureInfo.InvariantCulture, $"{ready}/{total}") }).End(pod);
    }

    /// <summary>How many of the conditions its readiness waits for have come.</summary>
    public static string Gates(JsonObject pod)
    {
        var gates = pod.Objects("spec", "readinessGates").Select(static one => one.Text("conditionType")).ToArray();
        if (gates.Length == 0) return "<none>";
        var open = gates.Count(gate => TableCells.Condition(pod, gate).Text("status") == "True");
        return string.Create(CultureInfo.InvariantCulture, $"{open}/{gates.Length}");
    }

    /// <summary>How often, and how long ago the last time.</summary>
    public JsonNode Restarts(DateTimeOffset now)
    {
        var count = _restarts.ToString(CultureInfo.InvariantCulture);
        return _restarts > 0 && _lastRestart is { } last ? $"{count} ({HumanDuration.Format(now - last)} ago)" : count;
    }

    private static bool IsInitialized(JsonObject pod) => TableCells.Condition(pod, "Initialized").Text("status") == "True";

    /// <summary>The first init container that is not done says how the pod is; null if all are.</summary>
    private PodCells? Initialize(JsonObject pod, HashSet<string> sidecars, ref int ready)
    {
        var statuses = pod.Objects("status", "initContainerStatuses").ToArray();
        for (var index = 0; index < statuses.Length; index++)
        {
            var one = statuses[index];
            Count(one);
            if (one.At("state", "terminated") is { } ended && ended.Number("exitCode") == 0) continue;
            if (sidecars.Contains(one.Text("name")) && one.IsTrue("started"))
            {
                if (one.IsTrue("ready")) ready++;
                continue;
            }

            var total = pod.Objects("spec", "initContainers").Count();
            return this with { Status = "Init:" + Trouble(one, string.Create(CultureInfo.InvariantCulture, $"{index}/{total}")) };
        }

        return null;
    }

    private static string Trouble(JsonObject container, string progress)
    {
        if (container.At("state", "terminated") is { } ended) return Ended(ended);
        return container.Text("state", "waiting", "reason") is { Length: > 0 } reason and not "PodInitializing" ? reason : progress;
    }

    private PodCells Run(JsonObject pod, HashSet<string> sidecars, ref int ready)
    {
        var cells = this with { _restarts = 0, _lastRestart = null };
        foreach (var one in pod.Objects("status", "initContainerStatuses").Where(one => sidecars.Contains(one.Text("name")))) cells.Count(one);
        var status = Status;
        var isRunning = false;
        foreach (var one in pod.Objects("status", "containerStatuses").Reverse())
        {
            cells.Count(one);
            if (one.Text("state", "waiting", "reason") is { Length: > 0 } waiting) status = waiting;
            else if (one.At("state", "terminated") is { } ended) status = Ended(ended);
            else if (one.IsTrue("ready") && one.At("state", "running") is not null)
            {
                isRunning = true;
                ready++;
            }
        }

        if (status == "Completed" && isRunning) status = TableCells.Condition(pod, "Ready").Text("status") == "True" ? "Running" : "NotReady";
        return cells with { Status = status };
    }

    private PodCells End(JsonObject pod)
    {
        if (pod.At("metadata", "deletionTimestamp") is null) return this;
        if (pod.Text("status", "reason") == "NodeLost") return this with { Status = "Unknown" };
        return pod.Text("status", "phase") is "Failed" or "Succeeded" ? this : this with { Status = "Terminating" };
    }

    private static string Ended(JsonNode ended)
    {
        if (ended.Text("reason") is { Length: > 0 } reason) return reason;
        return ended.Number("signal") is var signal && signal != 0
            ? string.Create(CultureInfo.InvariantCulture, $"Signal:{signal}")
            : string.Create(CultureInfo.InvariantCulture, $"ExitCode:{ended.Number("exitCode")}");
    }

    private void Count(JsonObject container)
    {
        _restarts += container.Number("restartCount");
        if (!MicroTime.TryParse(container.Text("lastState", "terminated", "finishedAt"), out var at)) return;
        if (_lastRestart is null || _lastRestart < at) _lastRestart = at;
    }
}
