namespace Actors.Kernel;

/// <summary>
/// One effect under way, and the message that tells its owner that it has ended: one object for both. The host that got it from <see cref="ActorHost.Begin"/> ends it
/// exactly once.
/// </summary>
internal class EffectRun(ActorCell owner, Effect effect, EffectId id, int life) : KernelMessage
{
    public ActorCell Owner => owner;

    public Effect Effect => effect;

    public EffectId Id => id;

    /// <summary>The life of the owner that started it; a later one does not get the outcome.</summary>
    public int Life => life;

    /// <summary>What the host keeps with it, such as the means to cancel it.</summary>
    public object? HostState;

    /// <summary>What came of it; null before it has ended.</summary>
    public object? Outcome { get; protected set; }

    /// <summary>Whether its outcome has come to its owner.</summary>
    public bool HasEnded { get; set; }

    /// <summary>The one the owner has started before and that is under way, too.</summary>
    public EffectRun? Next { get; set; }

    /// <summary>The one started after.</summary>
    public EffectRun? Previous { get; set; }

    public void Complete(object outcome)
    {
        Outcome = outcome;
        owner.Post(this);
    }
}
