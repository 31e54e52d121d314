using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>A controller: the kind it reconciles, what belongs to it, and how. Compared by reference: each replica has one of each.</summary>
internal sealed class ControllerSpec
{
    /// <summary>Unique in the operator; by default the kind in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>The kind that is reconciled.</summary>
    public required GroupKind Kind { get; init; }

    /// <summary>The kinds whose objects it makes, each with a controller owner reference to the object they belong to.</summary>
    public IReadOnlyList<GroupKind> Owned { get; init; } = [];

    /// <summary>The finalizer that is put on objects before they are reconciled; null if nothing is to be cleaned up.</summary>
    public string? Finalizer { get; init; }

    /// <summary>How many reconciles of this kind run at once on one replica, 1 or more; default 16.</summary>
    public int MaxConcurrent { get; init; } = 16;

    /// <summary>How long to wait after failures.</summary>
    public Backoff Backoff { get; init; } = new();

    /// <summary>After how long an object is reconciled again even if nothing has happened; default 10 h, as in controller-runtime. Null for never.</summary>
    public TimeSpan? Resync { get; init; } = TimeSpan.FromHours(10);

    /// <summary>The share by which an object's resync may be earlier, by chance, 0 to 1; default 0.1. What was listed together is not reconciled together.</summary>
    public double ResyncSpread { get; init; } = 0.1;

    /// <summary>How long a reconcile may take until it is asked to end; default 5 min.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one that was asked to end keeps its permits; default 10 s. Then others get them, and it counts as hanging.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether a change matters: gets the object before it (empty if it is new) and after it. Null for all. A new generation
    /// that it does not want is not reconciled either; a deletion always is. The author's, made safe: it does not throw.
    /// </summary>
    public Func<KubernetesObject, KubernetesObject, bool>? Filter { get; init; }

    /// <summary>The limits by key for an object. Null for none. The author's, made safe: it does not throw.</summary>
    public Func<KubernetesObject, IReadOnlyList<ConcurrencyLimit>>? Limits { get; init; }

    /// <summary>
    /// The kinds whose objects it refers to by name, with what an object refers to: a change of one of those has the object reconciled. The author's, made
    /// safe: it does not throw.
    /// </summary>
    public IReadOnlyList<(GroupKind Kind, Func<KubernetesObject, IReadOnlyList<ObjectKey>> Names)> References { get; init; } = [];

    /// <summary>Where whoever looks on hears of its objects.</summary>
    public TransitionTap Tap { get; } = new();

    /// <summary>
    /// Whether an object that is as it was when it was last found in order, by the ledger, keeps its place in the resync period when a process or a replica begins with
    /// it; default true. If not it is reconciled then. Those that have failed wait for their time in any case.
    /// </summary>
    public bool TrustsLedger { get; init; } = true;

    /// <summary>Names the program that reconciles: what another one has found in order is looked at again.</summary>
    public ulong Revision { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
