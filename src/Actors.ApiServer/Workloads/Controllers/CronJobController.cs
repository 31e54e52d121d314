using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>Makes Jobs at times that come again and again.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/</remarks>
internal sealed class CronJobController() : Controller(ResourceNames.CronJobs, "cronjob-controller")
{
    private const int MissedMax = 100;

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        if (value.IsBeingDeleted) return decision;
        var json = value.Parse();
        var jobs = cluster.OwnedBy(value, ResourceNames.Jobs).OrderBy(static job => job.CreatedAt).Select(static job => (Value: job, Json: job.Parse())).ToList();
        var status = (JsonObject?)json["status"]?.DeepClone() ?? [];
        var active = jobs.Where(static job => !IsFinished(job.Json)).Select(static job => job.Value).ToList();
        TellEnded(value, json, jobs, status, decision);
        DropHistory(json, jobs, decision);
        if (!json.IsTrue("spec", "suspend")) Schedule(value, json, active, status, cluster, now, decision);
        SetActive(status, active);
        decision.SetStatus(value, json, status);
        return decision;
    }

    private static void Schedule(
        ClusterObject value, JsonObject json, List<ClusterObject> active, JsonObject status, ClusterView cluster, DateTimeOffset now, Decision decision)
    {
        if (ZoneOf(value, json, decision) is not { } zone) return;
        var cron = CronExpression.Parse(json.Text("spec", "schedule"));
        var deadline = json.At("spec").NumberOrNull("startingDeadlineSeconds");
        var due = LatestDue(value, cron, zone, status, deadline, now, decision);
        decision.LookAgain(cron.Next(now, zone));
        if (due is null || IsHeldUp(value, json, active, decision)) return;
        var name = string.Create(CultureInfo.InvariantCulture, $"{value.Name}-{due.Value.ToUnixTimeSeconds() / 60}");
        if (cluster.Find(ResourceNames.Jobs, value.Namespace, name) is null) Create(value, json, name, due.Value, zone, decision);
        status["lastScheduleTime"] = Times.Write(due.Value);
    }

    /// <summary>The last time that has come and for which nothing was started yet.</summary>
    private static DateTimeOffset? LatestDue(
        ClusterObject value, CronExpression cron, TimeZoneInfo zone, JsonObject status, long? deadline, DateTimeOffset now, Decision decision)
    {
        var since = Times.Read(status.Text("lastScheduleTime")) ?? value.CreatedAt;
        // What could have been started in time is all that counts.
        if (deadline is { } seconds && now.AddSeconds(-seconds) is var earliest && earliest > since) since = earliest;
        DateTimeOffset? latest = null;
        var missed = 0;
        for (var next = cron.Next(since, zone); next <= now; next = cron.Next(next.Value, zone), missed++) latest = next;
        if (missed > MissedMax) decision.Warn(value, "TooManyMissedTimes", "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew");
        return latest;
    }

    /// <summary>Whether jobs that still run keep another from starting; where they are to make room, they go.</summary>
    private static bool IsHeldUp(ClusterObject value, JsonObject json, List<ClusterObject> active, Decision decision)
    {
        if (active.Count == 0) return false;
        switch (json.Text("spec", "concurrencyPolicy"))
        {
            case "Forbid":
                decision.Tell(value, "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid");
                return true;
            case "Replace":
                foreach (var job in active.Where(static job => !job.IsBeingDeleted))
                {
                    decision.Delete(job);
                    decision.Tell(value, "SuccessfulDelete", $"Deleted job {job.Name}");
                }

                active.Clear();
                return false;
            default:
                return false;
        }
    }

    private static void Create(ClusterObject value, JsonObject json, string name, DateTimeOffset due, TimeZoneInfo zone, Decision decision)
    {
        var template = json.At("spec", "jobTemplate");
        var job = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = value.Namespace, ["ownerReferences"] = new JsonArray(Ownership.Reference(value)) },
            ["spec"] = template.At("spec")!.DeepClone(),
        };
        foreach (var field in (ReadOnlySpan<string>)["labels", "annotations"])
            if (template.At("metadata", field) is { } given) job["metadata"]![field] = given.DeepClone();
        var local = TimeZoneInfo.ConvertTime(due, zone);
        var stamp = local.Offset == TimeSpan.Zero ? Times.Write(due) : local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        PodTemplate.SetAnnotation(job, "batch.kubernetes.io/cronjob-scheduled-timestamp", stamp);
        decision.Create(ResourceNames.Jobs, job, new Announcement(value, "SuccessfulCreate", "Created job {0}"));
    }

    private static TimeZoneInfo? ZoneOf(ClusterObject value, JsonObject json, Decision decision)
    {
        var name = json.Text("spec", "timeZone");
        if (name.Length == 0) return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        decision.Warn(value, "UnknownTimeZone", $"invalid timeZone: \"{name}\": unknown time zone {name}");
        return null;
    }

    private static void TellEnded(ClusterObject value, JsonObject json, List<(ClusterObject Value, JsonObject Json)> jobs, JsonObject status, Decision decision)
    {
        var known = json.Objects("status", "active").Select(static one => one.Text("uid")).ToHashSet(StringComparer.Ordinal);
        foreach (var (job, ended) in jobs.Where(static one => IsFinished(one.Json)))
        {
            var isComplete = StatusConditions.IsTrue(ended["status"], "Complete");
            if (known.Contains(job.Uid)) decision.Tell(value, "SawCompletedJob", $"Saw completed job: {job.Name}, condition: {(isComplete ? "Complete" : "Failed")}");
            if (isComplete && Times.Read(ended.Text("status", "completionTime")) is { } at && !(Times.Read(status.Text("lastSuccessfulTime")) >= at))
                status["lastSuccessfulTime"] = Times.Write(at);
        }
    }

    private static void DropHistory(JsonObject json, List<(ClusterObject Value, JsonObject Json)> jobs, Decision decision)
    {
        Drop("Complete", json.At("spec").NumberOrNull("successfulJobsHistoryLimit") ?? 3);
        Drop("Failed", json.At("spec").NumberOrNull("failedJobsHistoryLimit") ?? 1);

        void Drop(string condition, long kept)
        {
            var ended = jobs.Where(job => StatusConditions.IsTrue(job.Json["status"], condition) && !job.Value.IsBeingDeleted).ToList();
            foreach (var (job, _) in ended.Take((int)Math.Max(0, ended.Count - kept))) decision.Delete(job);
        }
    }

    private static void SetActive(JsonObject status, List<ClusterObject> active)
    {
        if (active.Count == 0)
        {
            status.Remove("active");
            return;
        }

        var known = status.Objects("active").ToDictionary(static one => one.Text("uid"), StringComparer.Ordinal);
        status["active"] = new JsonArray([.. active.Select(job => known.GetValueOrDefault(job.Uid)?.DeepClone() ?? ReferenceTo(job))]);
    }

    /// <summary>A reference as it is when the job is first seen: its version is not followed.</summary>
    private static JsonObject ReferenceTo(ClusterObject job) => new()
    {
        ["kind"] = "Job",
        ["namespace"] = job.Namespace,
        ["name"] = job.Name,
        ["uid"] = job.Uid,
        ["apiVersion"] = "batch/v1",
        ["resourceVersion"] = job.Stored.ResourceVersion,
    };

    private static bool IsFinished(JsonObject job) => StatusConditions.IsTrue(job["status"], "Complete") || StatusConditions.IsTrue(job["status"], "Failed");
}
