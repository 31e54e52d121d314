namespace Actors.ApiServer.Workloads;

/// <summary>Runs pods until enough of them have succeeded, or too many have failed.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/workloads/controllers/job/</remarks>
internal sealed class JobController(WorkloadOptions options) : Controller(ResourceNames.Jobs, "job-controller")
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(6);

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        var json = value.Parse();
        var job = new JobState(value, json, cluster.OwnedBy(value, ResourceNames.Pods), now);
        if (job.IsFinished)
        {
            CleanUp(job, now, decision);
        }
        else if (!value.IsBeingDeleted)
        {
            Judge(job, now, decision);
            if (job.IsDecided || job.IsSuspended) Stop(job, decision);
            else Keep(job, now, decision);
            job.Conclude(decision);
            decision.SetStatus(value, json, job.Status());
        }

        foreach (var pod in job.Pods.Where(pod => pod.Pod is { IsFinished: true, HasFinalizers: true } || (value.IsBeingDeleted && pod.Pod.HasFinalizers))) JobPods.Release(pod, decision);
        return decision;
    }

    /// <summary>Decides whether the job has succeeded, failed, or is suspended.</summary>
    private static void Judge(JobState job, DateTimeOffset now, Decision decision)
    {
        job.SetSuspended(decision);
        if (job.IsDecided || job.IsSuspended) return;
        if (job.Failed > job.BackoffLimit || job.RestartsAreTooMany) job.Fail("BackoffLimitExceeded", "Job has reached the specified backoff limit", decision);
        else if (job.Deadline <= now) job.Fail("DeadlineExceeded", "Job was active longer than specified deadline", decision);
        else if (job.HasSucceeded) job.Succeed();
        else decision.LookAgain(job.Deadline);
    }

    private void Keep(JobState job, DateTimeOffset now, Decision decision)
    {
        var surplus = job.Active.Count - job.WantedActive;
        foreach (var pod in job.Active.Order(PodRank.Comparer).Take((int)Math.Max(0, surplus))) Delete(job, pod, decision);
        if (surplus >= 0) return;
        if (job.LastFailure is { } last && job.Failed > 0)
        {
            var backoff = options.RestartBackoff * Math.Pow(2, Math.Min(job.Failed - 1, 30));
            var due = last + (backoff < LongestBackoff ? backoff : LongestBackoff);
            if (due > now)
            {
                decision.LookAgain(due);
                return;
            }
        }

        JobPods.Create(job, -surplus, decision);
    }

    private static void Stop(JobState job, Decision decision)
    {
        foreach (var pod in job.Active) Delete(job, pod, decision);
    }

    private static void Delete(JobState job, ClusterObject pod, Decision decision)
    {
        decision.Delete(pod);
        decision.Tell(job.Value, "SuccessfulDelete", $"Deleted pod: {pod.Name}");
    }

    private static void CleanUp(JobState job, DateTimeOffset now, Decision decision)
    {
        if (job.Value.IsBeingDeleted || job.ExpiresAt is not { } expires) return;
        if (expires <= now) decision.Delete(job.Value);
        else decision.LookAgain(expires);
    }
}
