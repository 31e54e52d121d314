namespace Actors.Kernel;

/// <summary>What only some actors need, made when first needed: an actor without children, watches and stash has none.</summary>
internal sealed class CellExtras
{
    public ChildTable? Children;
    public Dictionary<ActorCell, RestartHistory>? Restarts;

    /// <summary>That of the last child: those that are many are made of the same props.</summary>
    public CellOrigin? ChildOrigin;

    /// <summary>Children whose failures this actor has passed on to its own parent.</summary>
    public List<ActorCell>? Escalated;

    public HashSet<ActorRef>? Watching;
    public HashSet<ActorCell>? Watchers;

    public EnvelopeQueue Stash;
    public int StashCount;

    public TimeSpan ReceiveTimeout;
    public Instant LastReceive;

    public Restart? PendingRestart;
    public int LastAnonymous;
}
