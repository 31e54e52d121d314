using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>
/// A Job with its pods. A pod that has ended is counted exactly once: its uid is first noted in the status, then its finalizer removed, and then the note
/// turned into a count; a pod that vanishes in between is still counted.
/// </summary>
internal sealed class JobState
{
    private readonly JsonObject _json;
    private readonly JsonObject _status;
    private readonly DateTimeOffset _now;

    public JobState(ClusterObject value, JsonObject json, List<ClusterObject> pods, DateTimeOffset now)
    {
        (Value, _json, Pods, _now) = (value, json, pods, now);
        _status = (JsonObject?)json["status"]?.DeepClone() ?? [];
        IsFinished = StatusConditions.IsTrue(_status, "Complete") || StatusConditions.IsTrue(_status, "Failed");
        Active = [.. pods.Where(static pod => pod.Pod.IsActive)];
        if (!IsFinished) Count();
    }

    public ClusterObject Value { get; }

    public JsonNode Template => _json.At("spec", "template")!;

    public List<ClusterObject> Pods { get; }

    public List<ClusterObject> Active { get; }

    public bool IsFinished { get; }

    /// <summary>Whether it is known how the job ends, though pods of it may still have to.</summary>
    public bool IsDecided => StatusConditions.IsTrue(_status, "FailureTarget") || StatusConditions.IsTrue(_status, "SuccessCriteriaMet");

    public bool IsSuspended => _json.IsTrue("spec", "suspend");

    public bool IsIndexed => _json.Text("spec", "completionMode") == "Indexed";

    public long Succeeded => _status.Number("succeeded") + Noted("succeeded").Count;

    public long Failed => _status.Number("failed") + Noted("failed").Count;

    public long BackoffLimit => Spec("backoffLimit") ?? 6;

    /// <summary>Containers that start again in their pod count against the limit too.</summary>
    public bool RestartsAreTooMany => _json.Text("spec", "template", "spec", "restartPolicy") == "OnFailure"
        && Active.Sum(static pod => pod.Pod.Restarts) is > 0 and var restarts && restarts >= BackoffLimit;

    public bool HasSucceeded => Spec("completions") is { } wanted ? Succeeded >= wanted : Succeeded > 0 && Active.Count == 0;

    /// <summary>How many pods are to run now.</summary>
    public long WantedActive
    {
        get
        {
            var parallelism = Spec("parallelism") ?? 1;
            if (Spec("completions") is { } completions) return Math.Min(parallelism, completions - Succeeded);
            // Without a number to reach, the first success means that there is nothing left to do.
            return Succeeded > 0 ? Math.Min(Active.Count, parallelism) : parallelism;
        }
    }

    public DateTimeOffset? LastFailure => Pods.Where(static pod => pod.Pod.Phase == "Failed").Max(static pod => pod.Pod.FinishedAt);

    public DateTimeOffset? Deadline => Spec("activeDeadlineSeconds") is { } seconds ? Times.Read(_status.Text("startTime"))?.AddSeconds(seconds) : null;

    /// <summary>When it is to be deleted; null for never.</summary>
    public DateTimeOffset? ExpiresAt
    {
        get
        {
            var end = StatusConditions.Find(_status, StatusConditions.IsTrue(_status, "Complete") ? "Complete" : "Failed");
            return Spec("ttlSecondsAfterFinished") is { } seconds ? Times.Read(end.Text("lastTransitionTime"))?.AddSeconds(seconds) : null;
        }
    }

    /// <summary>The indexes for which a pod is to be made, the least first.</summary>
    public IEnumerable<long> OpenIndexes()
    {
        var taken = IndexSet.Parse(_status.Text("completedIndexes"));
        taken.UnionWith(Active.Select(JobPods.IndexOf).OfType<long>());
        for (var index = 0L; index < (Spec("completions") ?? 0); index++)
            if (!taken.Contains(index)) yield return index;
    }

    public void SetSuspended(Decision decision)
    {
        if (IsSuspended)
        {
            if (!StatusConditions.Set(_status, "Suspended", true, _now, "JobSuspended", "Job suspended").IsChanged) return;
            _status.Remove("startTime");
            decision.Tell(Value, "Suspended", "Job suspended");
            return;
        }

        if (StatusConditions.IsTrue(_status, "Suspended"))
        {
            StatusConditions.Set(_status, "Suspended", false, _now, "JobResumed", "Job resumed");
            decision.Tell(Value, "Resumed", "Job resumed");
        }

        _status["startTime"] ??= Times.Write(_now);
    }

    public void Fail(string reason, string message, Decision decision)
    {
        StatusConditions.Set(_status, "FailureTarget", true, _now, reason, message);
        decision.Warn(Value, reason, message);
    }

    public void Succeed() => StatusConditions.Set(_status, "SuccessCriteriaMet", true, _now, "CompletionsReached", "Reached expected number of succeeded pods");

    /// <summary>Ends the job if it is decided and all its pods have ended and been counted.</summary>
    public void Conclude(Decision decision)
    {
        if (!IsDecided || Pods.Exists(static pod => !pod.Pod.IsFinished) || Noted("succeeded").Count + Noted("failed").Count > 0) return;
        if (StatusConditions.Find(_status, "FailureTarget") is { } failure)
        {
            StatusConditions.Set(_status, "Failed", true, _now, failure.Text("reason"), failure.Text("message"));
            return;
        }

        StatusConditions.Set(_status, "Complete", true, _now, "CompletionsReached", "Reached expected number of succeeded pods");
        _status["completionTime"] = Times.Write(_now);
        decision.Tell(Value, "Completed", "Job completed");
    }

    public JsonObject Status()
    {
        SetCount("active", IsDecided || IsSuspended ? 0 : Active.Count);
        _status["ready"] = Active.LongCount(static pod => pod.Pod.IsReady);
        _status["terminating"] = Pods.LongCount(static pod => pod.IsBeingDeleted && !pod.Pod.IsFinished);
        _status.Child("uncountedTerminatedPods");
        return _status;
    }

    private long? Spec(string field) => _json.At("spec").NumberOrNull(field);

    private IReadOnlyList<string> Noted(string outcome) => _status.Texts("uncountedTerminatedPods", outcome);

    private void Count()
    {
        foreach (var outcome in (ReadOnlySpan<string>)["succeeded", "failed"])
        {
            var phase = outcome == "succeeded" ? "Succeeded" : "Failed";
            var held = Pods.Where(pod => pod.Pod.HasFinalizers && pod.Pod.Phase == phase).ToList();
            var stillHeld = held.Select(static pod => pod.Uid).ToHashSet(StringComparer.Ordinal);
            var noted = Noted(outcome);
            SetCount(outcome, _status.Number(outcome) + noted.Count(uid => !stillHeld.Contains(uid)));
            var uncounted = _status.Child("uncountedTerminatedPods");
            if (held.Count == 0) uncounted.Remove(outcome);
            else uncounted[outcome] = new JsonArray([.. held.Select(static pod => (JsonNode?)pod.Uid)]);
        }

        if (!IsIndexed) return;
        var completed = IndexSet.Parse(_status.Text("completedIndexes"));
        completed.UnionWith(Pods.Where(static pod => pod.Pod.Phase == "Succeeded").Select(JobPods.IndexOf).OfType<long>());
        if (completed.Count > 0) _status["completedIndexes"] = IndexSet.Write(completed);
    }

    private void SetCount(string field, long count)
    {
        if (count > 0) _status[field] = count;
        else _status.Remove(field);
    }
}
