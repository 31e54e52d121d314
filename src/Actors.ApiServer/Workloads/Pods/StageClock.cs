namespace Actors.ApiServer.Workloads;

/// <summary>
/// Since when each object is in the stage it is in. Objects themselves tell times to the second only, and delays may be shorter; so it is kept here, from the
/// first look on.
/// </summary>
internal sealed class StageClock
{
    private readonly Dictionary<string, (string Stage, DateTimeOffset Since)> _stages = new(StringComparer.Ordinal);

    /// <summary>When the object came into a stage, and whether that is now.</summary>
    public (DateTimeOffset Since, bool IsNew) Enter(string key, string stage, DateTimeOffset now)
    {
        if (_stages.TryGetValue(key, out var known) && known.Stage == stage) return (known.Since, false);
        _stages[key] = (stage, now);
        return (now, true);
    }

    public void Forget(string key) => _stages.Remove(key);
}
