using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>What the nodes do with the pods they are given: starts them, makes them ready, lets them fail, ends them.</summary>
internal sealed class PodKubelet(WorkloadOptions options) : Controller(ResourceNames.Pods, ComponentName)
{
    public const string ComponentName = "kubelet";
    private const uint PodNetwork = (10u << 24) | (128u << 16);
    private const uint PodAddresses = 1u << 23;

    private readonly StageClock _stages = new();
    private uint _addressesGiven;

    public override IEnumerable<string> AffectedBy(ClusterChange change, ClusterView cluster)
    {
        var value = change.Value;
        if (value.Resource == ResourceNames.Nodes) return cluster.PodsOn(value.Name).Select(static pod => pod.Key);
        if (value.Resource is not (ResourceNames.Secrets or ResourceNames.ConfigMaps) || change.IsGone) return [];
        return cluster.PodsIn(value.Namespace).Where(static pod => pod.Pod is { Phase: "Pending", NodeName.Length: > 0 }).Select(static pod => pod.Key);
    }

    public override Decision Gone(string key, ClusterView cluster)
    {
        _stages.Forget(key);
        return new Decision();
    }

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        var node = cluster.Find(ResourceNames.Nodes, value.Pod.NodeName);
        if (node is null || !node.Node.IsReady) return decision;
        if (value.IsBeingDeleted) End(value, now, decision);
        else if (!value.Pod.IsFinished) Run(value, node, cluster, now, decision);
        return decision;
    }

    private void Run(ClusterObject value, ClusterObject node, ClusterView cluster, DateTimeOffset now, Decision decision)
    {
        var pod = value.Parse();
        var plan = new PodPlan(pod, options);
        var status = new PodStatus(pod, now);
        if (IsPastDeadline(pod, now, decision)) Finish(value, pod, status, plan, isSuccess: false, decision, "DeadlineExceeded");
        else if (status.IsRunning) Continue(value, pod, plan, status, now, decision);
        else if (status.WaitingReason == "CrashLoopBackOff") Restart(value, pod, plan, status, now, decision);
        else Start(value, node, cluster, pod, plan, status, now, decision);
    }

    private void Start(
        ClusterObject value, ClusterObject node, ClusterView cluster, JsonObject pod, PodPlan plan, PodStatus status, DateTimeOffset now, Decision decision)
    {
        var due = _stages.Enter(value.Key, value.Uid + "/start", now).Since + plan.StartDelay;
        var isNew = !status.HasBegun;
        if (isNew) status.Begin(node.Node.Address, NextAddress());
        var (waitReason, waitMessage) = Obstacle(pod, plan, cluster);
        if (waitReason.Length > 0 && (due <= now || waitReason == "FailedMount"))
        {
            Hold(value, pod, status, waitReason, waitMessage, isNew, decision);
            return;
        }

        if (due <= now)
        {
            Launch(value, pod, plan, status, 0, now, decision);
            return;
        }

        decision.LookAgain(due);
        if (!isNew) return;
        status.Wait("ContainerCreating");
        decision.Update(value, pod, ObjectPart.Status);
    }

    private static (string Reason, string Message) Obstacle(JsonObject pod, PodPlan plan, ClusterView cluster)
    {
        if (PodReferences.MissingForVolumes(pod, cluster) is { } volume) return ("FailedMount", volume);
        if (plan.IsImageMissing) return ("ImagePullBackOff", "");
        return PodReferences.MissingForEnvironment(pod, cluster) is { } missing ? ("CreateContainerConfigError", missing) : ("", "");
    }

    /// <summary>Something keeps the containers from starting until the pod or what it wants changes.</summary>
    private static void Hold(ClusterObject value, JsonObject pod, PodStatus status, string reason, string message, bool isNew, Decision decision)
    {
        var shown = reason == "FailedMount" ? "ContainerCreating" : reason;
        if (!isNew && status.WaitingReason == shown) return;
        var image = pod.Objects("spec", "containers").First().Text("image");
        var text = reason == "ImagePullBackOff" ? $"Back-off pulling image \"{image}\": ErrImagePull: {image}: not found" : message;
        status.Wait(shown, reason == "FailedMount" ? "" : text);
        decision.Update(value, pod, ObjectPart.Status);
        if (reason == "ImagePullBackOff")
        {
            decision.Tell(value, "Pulling", $"Pulling image \"{image}\"", FieldPath(pod));
            decision.Warn(value, "Failed", $"Failed to pull image \"{image}\": not found", FieldPath(pod));
            decision.Tell(value, "BackOff", $"Back-off pulling image \"{image}\"", FieldPath(pod));
        }
        else
        {
            decision.Warn(value, reason == "FailedMount" ? reason : "Failed", reason == "FailedMount" ? text : $"Error: {text}");
        }
    }

    private void Launch(ClusterObject value, JsonObject pod, PodPlan plan, PodStatus status, long attempt, DateTimeOffset now, Decision decision)
    {
        foreach (var container in pod.Objects("spec", "containers"))
        {
            var (name, path) = (container.Text("name"), FieldPath(container.Text("name")));
            decision.Tell(value, "Pulled", $"Container image \"{container.Text("image")}\" already present on machine", path);
            decision.Tell(value, "Created", $"Created container: {name}", path);
            decision.Tell(value, "Started", $"Started container {name}", path);
        }

        if (!plan.HasEnd && plan.Fails(attempt))
        {
            status.Run(attempt);
            Crash(value, pod, plan, status, attempt, now, decision);
            return;
        }

        status.Run(attempt);
        Advance(value, plan, status, now, decision);
        decision.Update(value, pod, ObjectPart.Status);
    }

    private void Continue(ClusterObject value, JsonObject pod, PodPlan plan, PodStatus status, DateTimeOffset now, Decision decision)
    {
        var attempt = status.Restarts;
        if (plan.HasEnd)
        {
            var due = Entered(value, "run", attempt, now) + plan.RunTime;
            if (due <= now)
            {
                if (!plan.Fails(attempt)) Finish(value, pod, status, plan, isSuccess: true, decision);
                else if (pod.Text("spec", "restartPolicy") == "Never") Finish(value, pod, status, plan, isSuccess: false, decision);
                else Crash(value, pod, plan, status, attempt, now, decision);
                return;
            }

            decision.LookAgain(due);
        }
        else if (plan.AlwaysFails)
        {
            Crash(value, pod, plan, status, attempt, now, decision);
            return;
        }

        if (Advance(value, plan, status, now, decision)) decision.Update(value, pod, ObjectPart.Status);
    }

    /// <summary>Makes running containers ready when it is time, or unready when they are to be; says whether it did.</summary>
    private bool Advance(ClusterObject value, PodPlan plan, PodStatus status, DateTimeOffset now, Decision decision)
    {
        if (plan.HasEnd) decision.LookAgain(Entered(value, "run", status.Restarts, now) + plan.RunTime);
        if (status.IsReady == !plan.IsUnready && status.IsReady) return false;
        if (plan.IsUnready)
        {
            if (!status.IsReady) return false;
            status.Unready();
            return true;
        }

        var due = (plan.HasEnd ? Entered(value, "run", status.Restarts, now) : Entered(value, "ready", status.Restarts, now)) + plan.ReadyDelay;
        if (due > now)
        {
            decision.LookAgain(due);
            return false;
        }

        status.Ready();
        return true;
    }

    private void Crash(ClusterObject value, JsonObject pod, PodPlan plan, PodStatus status, long attempt, DateTimeOffset now, Decision decision)
    {
        var backoff = plan.Backoff(attempt + 1);
        status.Crash(attempt, plan.ExitCode, backoff);
        decision.Update(value, pod, ObjectPart.Status);
        decision.Warn(value, "BackOff", $"Back-off restarting failed container {pod.Objects("spec", "containers").First().Text("name")} in pod {value.Name}", FieldPath(pod));
        decision.LookAgain(Entered(value, "back-off", attempt, now) + backoff);
    }

    private void Restart(ClusterObject value, JsonObject pod, PodPlan plan, PodStatus status, DateTimeOffset now, Decision decision)
    {
        var due = Entered(value, "back-off", status.Restarts, now) + plan.Backoff(status.Restarts + 1);
        if (due > now) decision.LookAgain(due);
        else Launch(value, pod, plan, status, status.Restarts + 1, now, decision);
    }

    private static void Finish(ClusterObject value, JsonObject pod, PodStatus status, PodPlan plan, bool isSuccess, Decision decision, string reason = "")
    {
        status.Finish(isSuccess, plan.ExitCode, reason);
        decision.Update(value, pod, ObjectPart.Status);
    }

    private static bool IsPastDeadline(JsonObject pod, DateTimeOffset now, Decision decision)
    {
        if (pod.At("spec").NumberOrNull("activeDeadlineSeconds") is not { } seconds || Times.Read(pod.Text("status", "startTime")) is not { } started) return false;
        decision.LookAgain(started.AddSeconds(seconds));
        return started.AddSeconds(seconds) <= now;
    }

    private void End(ClusterObject value, DateTimeOffset now, Decision decision)
    {
        var pod = value.Parse();
        var plan = new PodPlan(pod, options);
        var (since, isNew) = _stages.Enter(value.Key, value.Uid + "/end", now);
        var due = since + plan.TerminationDelay;
        if (isNew && !value.Pod.IsFinished)
        {
            foreach (var container in pod.Objects("spec", "containers")) decision.Tell(value, "Killing", $"Stopping container {container.Text("name")}", FieldPath(container.Text("name")));
        }

        if (due > now)
        {
            decision.LookAgain(due);
            return;
        }

        if (value.Pod.HasFinalizers && !value.Pod.IsFinished)
        {
            // Those who hold the pod have to see that it has ended; it stays until they let it go.
            new PodStatus(pod, now).Finish(isSuccess: false, exitCode: 137);
            decision.Update(value, pod, ObjectPart.Status);
        }

        if (!value.Pod.HasFinalizers || pod.Number("metadata", "deletionGracePeriodSeconds") > 0) decision.Delete(value, isForced: true);
    }

    private DateTimeOffset Entered(ClusterObject value, string stage, long attempt, DateTimeOffset now) =>
        _stages.Enter(value.Key, string.Create(CultureInfo.InvariantCulture, $"{value.Uid}/{stage}/{attempt}"), now).Since;

    private string NextAddress()
    {
        var address = PodNetwork + 1 + (_addressesGiven++ % (PodAddresses - 2));
        return string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");
    }

    private static string FieldPath(JsonObject pod) => FieldPath(pod.Objects("spec", "containers").First().Text("name"));

    private static string FieldPath(string container) => $"spec.containers{{{container}}}";
}
