namespace Actors.ApiServer.Workloads;

/// <summary>Counts the pods that have been ready for long enough.</summary>
internal static class Availability
{
    /// <param name="pods">The pods.</param>
    /// <param name="minReadySeconds">How long is enough.</param>
    /// <param name="now">The time.</param>
    /// <param name="decision">Gets when the next one will have been.</param>
    public static long Count(IEnumerable<ClusterObject> pods, long minReadySeconds, DateTimeOffset now, Decision decision)
    {
        var count = 0L;
        foreach (var pod in pods)
        {
            if (IsAvailable(pod.Pod, minReadySeconds, now, decision)) count++;
        }

        return count;
    }

    public static bool IsAvailable(PodFacts pod, long minReadySeconds, DateTimeOffset now, Decision decision)
    {
        if (pod.AvailableAt(minReadySeconds) is not { } at) return false;
        if (at > now) decision.LookAgain(at);
        return at <= now;
    }
}
