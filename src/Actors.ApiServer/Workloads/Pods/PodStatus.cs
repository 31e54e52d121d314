using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.Kernel;

namespace Actors.ApiServer.Workloads;

/// <summary>The status of a pod as its node reports it. All containers of a simulated pod fare alike.</summary>
/// <param name="pod">The pod, whose status it changes.</param>
/// <param name="now">The time.</param>
internal sealed class PodStatus(JsonObject pod, DateTimeOffset now)
{
    private const string NotReadyReason = "ContainersNotReady";

    private readonly JsonObject _status = pod.Child("status");

    public bool HasBegun => _status.ContainsKey("startTime");

    /// <summary>How often the containers have been started again.</summary>
    public long Restarts => First.Number("restartCount");

    public bool IsRunning => First.At("state", "running") is not null;

    public bool IsReady => StatusConditions.IsTrue(_status, "Ready");

    /// <summary>What the containers wait for; empty if they do not wait.</summary>
    public string WaitingReason => First.Text("state", "waiting", "reason");

    private JsonNode? First => _status.Objects("containerStatuses").FirstOrDefault();

    private IReadOnlyList<string> Names => [.. pod.Objects("spec", "containers").Select(static one => one.Text("name"))];

    /// <summary>The node has taken the pod on.</summary>
    public void Begin(string nodeAddress, string podAddress)
    {
        var address = pod.IsTrue("spec", "hostNetwork") ? nodeAddress : podAddress;
        _status["startTime"] = Times.Write(now);
        _status["hostIP"] = nodeAddress;
        _status["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = nodeAddress });
        _status["podIP"] = address;
        _status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address });
        StatusConditions.Set(_status, "PodReadyToStartContainers", true, now);
        StatusConditions.Set(_status, "Initialized", true, now);
        SetInitContainers();
    }

    /// <summary>The containers wait.</summary>
    public void Wait(string reason, string message = "")
    {
        _status["phase"] = "Pending";
        SetContainers(Restarts, Waiting(reason, message), keepsLast: true);
        NotReady(NotReadyReason);
    }

    /// <summary>The containers run.</summary>
    public void Run(long restarts)
    {
        _status["phase"] = "Running";
        SetContainers(restarts, new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Times.Write(now) } }, keepsLast: true);
        NotReady(NotReadyReason);
    }

    /// <summary>The containers have failed and are to be started again.</summary>
    public void Crash(long restarts, long exitCode, TimeSpan backoff)
    {
        var last = new JsonObject { ["terminated"] = Terminated(exitCode, "Error") };
        _status["phase"] = "Running";
        var message = string.Create(CultureInfo.InvariantCulture, $"back-off {backoff.TotalSeconds:0}s restarting failed container={Names[0]} pod={pod.Text("metadata", "name")}");
        SetContainers(restarts, Waiting("CrashLoopBackOff", message), keepsLast: false);
        foreach (var container in _status.Objects("containerStatuses")) container["lastState"] = last.DeepClone();
        NotReady(NotReadyReason);
    }

    /// <summary>The pod has ended.</summary>
    public void Finish(bool isSuccess, long exitCode, string reason = "")
    {
        _status["phase"] = isSuccess ? "Succeeded" : "Failed";
        if (reason.Length > 0) _status["reason"] = reason;
        var terminated = new JsonObject { ["terminated"] = Terminated(isSuccess ? 0 : exitCode, isSuccess ? "Completed" : "Error") };
        SetContainers(Restarts, terminated, keepsLast: true);
        StatusConditions.Set(_status, "PodReadyToStartContainers", false, now);
        NotReady(isSuccess ? "PodCompleted" : "PodFailed");
    }

    public void Ready()
    {
        foreach (var container in _status.Objects("containerStatuses")) container["ready"] = true;
        StatusConditions.Set(_status, "Ready", true, now);
        StatusConditions.Set(_status, "ContainersReady", true, now);
    }

    public void Unready()
    {
        foreach (var container in _status.Objects("containerStatuses")) container["ready"] = false;
        NotReady(NotReadyReason);
    }

    private void NotReady(string reason)
    {
        var message = reason == NotReadyReason ? $"containers with unready status: [{string.Join(' ', Names)}]" : "";
        StatusConditions.Set(_status, "Ready", false, now, reason, message);
        StatusConditions.Set(_status, "ContainersReady", false, now, reason, message);
    }

    private void SetContainers(long restarts, JsonObject state, bool keepsLast)
    {
        var before = _status.Objects("containerStatuses").ToDictionary(static one => one.Text("name"), StringComparer.Ordinal);
        var after = new JsonArray();
        foreach (var container in pod.Objects("spec", "containers"))
        {
            var status = NewStatus(container, restarts, state);
            if (keepsLast && before.GetValueOrDefault(container.Text("name")) is { } old) status["lastState"] = old["lastState"]?.DeepClone();
            after.Add(status);
        }

        _status["containerStatuses"] = after;
    }

    private void SetInitContainers()
    {
        var statuses = pod.Objects("spec", "initContainers").Select(container =>
        {
            var isSidecar = container.Text("restartPolicy") == "Always";
            JsonObject state = isSidecar
                ? new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Times.Write(now) } }
                : new JsonObject { ["terminated"] = Terminated(0, "Completed") };
            var status = NewStatus(container, 0, state);
            status["ready"] = true;
            return (JsonNode?)status;
        }).ToArray();
        if (statuses.Length > 0) _status["initContainerStatuses"] = new JsonArray(statuses);
    }

    private JsonObject NewStatus(JsonObject container, long restarts, JsonObject state)
    {
        var image = container.Text("image");
        var hasRun = state["waiting"] is null || restarts > 0;
        return new JsonObject
        {
            ["name"] = container.Text("name"),
            ["state"] = state.DeepClone(),
            ["lastState"] = new JsonObject(),
            ["ready"] = false,
            ["restartCount"] = restarts,
            ["image"] = image,
            ["imageID"] = hasRun ? $"{image.Split('@')[0]}@sha256:{Digest(image)}" : "",
            ["containerID"] = hasRun ? ContainerId(container.Text("name"), restarts) : "",
            ["started"] = state["running"] is not null,
        };
    }

    private JsonObject Terminated(long exitCode, string reason) => new()
    {
        ["exitCode"] = exitCode,
        ["reason"] = reason,
        ["startedAt"] = First.Text("state", "running", "startedAt") is { Length: > 0 } started ? started : Times.Write(now),
        ["finishedAt"] = Times.Write(now),
        ["containerID"] = ContainerId(Names[0], Restarts),
    };

    private static JsonObject Waiting(string reason, string message)
    {
        var waiting = new JsonObject { ["reason"] = reason };
        if (message.Length > 0) waiting["message"] = message;
        return new JsonObject { ["waiting"] = waiting };
    }

    private string ContainerId(string name, long restarts) =>
        $"containerd://{Digest(string.Create(CultureInfo.InvariantCulture, $"{pod.Text("metadata", "uid")}/{name}/{restarts}"))}";

    /// <summary>64 digits that differ from text to text: nothing ever looks behind them.</summary>
    private static string Digest(string text)
    {
        var first = Fnv1a.Hash(text);
        return string.Create(CultureInfo.InvariantCulture, $"{first:x16}{first * 3:x16}{first * 5:x16}{first * 7:x16}");
    }
}
