namespace Actors.ApiServer.Workloads;

/// <summary>Deletes events when nothing has been added to them for some time.</summary>
internal sealed class EventExpiry(TimeSpan lifetime) : Controller(ResourceNames.Events, "event-expiry")
{
    private readonly StageClock _changed = new();

    public override Decision Decide(ClusterObject value, ClusterView cluster, DateTimeOffset now)
    {
        var decision = new Decision();
        var due = _changed.Enter(value.Key, value.Stored.ResourceVersion, now).Since + lifetime;
        if (due <= now) decision.Delete(value);
        else decision.LookAgain(due);
        return decision;
    }

    public override Decision Gone(string key, ClusterView cluster)
    {
        _changed.Forget(key);
        return new Decision();
    }
}
