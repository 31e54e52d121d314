namespace Actors.Kernel;

/// <summary>What only some actors need, made when first needed: an idle actor without children, watches and effects has none.</summary>
internal sealed class CellExtras
{
    public Dictionary<string, ActorCell>? Children;
    public Dictionary<ActorCell, RestartHistory>? Restarts;

    /// <summary>Children whose failures this actor has passed on to its own parent.</summary>
    public List<ActorCell>? Escalated;

    public HashSet<ActorRef>? Watching;
    public HashSet<ActorCell>? Watchers;
    public Dictionary<EffectId, EffectRun>? Effects;

    public EnvelopeQueue Stash;
    public int StashCount;

    public TimeSpan ReceiveTimeout;
    public Instant LastReceive;

    public Restart? PendingRestart;
    public int LastEffect;
    public int LastAnonymous;
}
