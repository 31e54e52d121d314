using Actors.Kernel;
using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators.Running;
using Actors.Reconciling;

namespace Actors.Operators;

/// <summary>What a controller watches besides its own kind, and how it runs.</summary>
/// <typeparam name="T">The kind it reconciles.</typeparam>
public sealed class ControllerOptions<T>
    where T : class, IKubernetesObject
{
    private readonly List<Func<T?, T, bool>> _filters = [];
    private readonly List<(Func<T, string?> Key, int Max, LimitScope Scope)> _limits = [];
    private readonly List<KubernetesEntity> _owned = [];
    private readonly List<(KubernetesEntity Kind, Func<AuthorCode, Func<KubernetesObject, IReadOnlyList<ObjectKey>>> Names)> _references = [];
    private readonly List<(KubernetesEntity Kind, Func<AuthorCode, Func<KubernetesObject, IReadOnlyList<ObjectKey>>> Map)> _watches = [];
    private readonly KubernetesEntity _kind = KubernetesEntity.Of<T>();
    private bool _needsGeneration;
    private int _maxConcurrent = 16;
    private Backoff _backoff = new();
    private TimeSpan? _resync = TimeSpan.FromHours(10);
    private bool _reconcilesAtStart;
    private TimeSpan _timeLimit = TimeSpan.FromMinutes(5);
    private string? _finalizer;
    private IReadOnlyList<string>? _namespaces;
    private string _selector = "";

    internal ControllerOptions()
    {
    }

    /// <summary>
    /// Objects of another kind whose controller owner reference names an object of this kind: they come with <see cref="ReconcileContext{T}.Children{TChild}"/>, and
    /// their changes have the owner reconciled.
    /// </summary>
    /// <exception cref="ArgumentException">The kind is owned already, or cannot be.</exception>
    public ControllerOptions<T> Owns<TChild>()
        where TChild : class, IKubernetesObject
    {
        var child = KubernetesEntity.Of<TChild>();
        if (_owned.Any(one => (one.Group, one.Kind) == (child.Group, child.Kind))) throw Wrong($"owns {Name(child)} twice: once is enough");
        if (_kind.Namespaced && !child.Namespaced)
            throw Wrong($"cannot own {Name(child)}, which is of the whole cluster, while {Name(_kind)} is in namespaces: Kubernetes would delete what it owns");
        _owned.Add(child);
        return this;
    }

    /// <summary>Has objects be reconciled when some other object changes.</summary>
    /// <param name="map">The names of the objects to reconcile, for a changed object of the other kind. Quick, and without side effects.</param>
    public ControllerOptions<T> Watches<TOther>(Func<TOther, IEnumerable<ObjectKey>> map)
        where TOther : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(map);
        _watches.Add((KubernetesEntity.Of<TOther>(), code => code.Names(nameof(Watches), map)));
        return this;
    }

    /// <summary>Has an object be reconciled when one that it refers to by name changes, such as the Secret its spec names.</summary>
    /// <param name="names">The names of the objects it refers to. Quick, and without side effects.</param>
    public ControllerOptions<T> References<TOther>(Func<T, IEnumerable<ObjectKey>> names)
        where TOther : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(names);
        _references.Add((KubernetesEntity.Of<TOther>(), code => code.Names(nameof(References), names)));
        return this;
    }

    /// <summary>Only changes for which this holds have an object reconciled; given several times, all have to hold. Deletions always do.</summary>
    /// <param name="matters">Gets the object before the change, null if it is new, and after it. Quick, and without side effects.</param>
    public ControllerOptions<T> Where(Func<T?, T, bool> matters)
    {
        ArgumentNullException.ThrowIfNull(matters);
        _filters.Add(matters);
        return this;
    }

    /// <summary>Changes of the generation only: not of status, labels and annotations. All changes, where the kind has no generation.</summary>
    public ControllerOptions<T> WhereGenerationChanges()
    {
        _needsGeneration = true;
        return this;
    }

    /// <summary>How many reconciles of this kind run at once on one replica; default 16.</summary>
    /// <param name="count">1 or more.</param>
    public ControllerOptions<T> MaxConcurrent(int count)
    {
        if (count < 1) throw Wrong($"has {nameof(MaxConcurrent)}({count}): it has to be 1 or more");
        _maxConcurrent = count;
        return this;
    }

    /// <summary>
    /// At most so many reconciles at once of objects that share a key, such as a Kubernetes node or a tenant, on all replicas of the fleet together. Controllers that use the same key share it.
    /// A replica that cannot reach the one that counts a key for the renew deadline (10 s) ends its reconciles under it: their token is cancelled, and they run again later.
    /// </summary>
    /// <param name="key">The key, at most 1,000 characters; null for an object that has none. Quick, and without side effects.</param>
    /// <param name="max">How many, 1 or more.</param>
    /// <param name="scope">Where they are counted; by default across the fleet. With <see cref="LimitScope.Replica"/> no replica asks another one.</param>
    public ControllerOptions<T> LimitPer(Func<T, string?> key, int max, LimitScope scope = LimitScope.Fleet)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (max < 1) throw Wrong($"has {nameof(LimitPer)}(…, {max}): it has to be 1 or more");
        _limits.Add((key, max, scope));
        return this;
    }

    /// <summary>How long to wait after failures.</summary>
    public ControllerOptions<T> Backoff(Backoff backoff)
    {
        ArgumentNullException.ThrowIfNull(backoff);
        if (backoff.Min <= TimeSpan.Zero || backoff.Max < backoff.Min || backoff.Jitter is not (>= 0 and <= 1))
            throw Wrong($"has a backoff of {backoff.Min} to {backoff.Max} with jitter {backoff.Jitter}: the first has to be above zero and not above the second, jitter 0 to 1");
        _backoff = backoff;
        return this;
    }

    /// <summary>After how long an object is reconciled even if nothing has happened; default 10 h, null for never.</summary>
    public ControllerOptions<T> Resync(TimeSpan? period)
    {
        if (period <= TimeSpan.Zero) throw Wrong($"has {nameof(Resync)}({period}): it has to be above zero, or null for never");
        _resync = period;
        return this;
    }

    /// <summary>
    /// Has every object be reconciled when the operator starts, and when another replica begins with it. By default, where there is a ledger (<c>akka.persistence</c>),
    /// one that has not changed since it was last found in order by the same program is not: it keeps its place in the resync period. Objects that have failed wait for their time
    /// in any case.
    /// </summary>
    public ControllerOptions<T> ReconcileAtStart()
    {
        _reconcilesAtStart = true;
        return this;
    }

    /// <summary>How long a reconcile may take until its token is cancelled; default 5 min.</summary>
    public ControllerOptions<T> TimeLimit(TimeSpan limit)
    {
        if (limit <= TimeSpan.Zero) throw Wrong($"has {nameof(TimeLimit)}({limit}): it has to be above zero");
        _timeLimit = limit;
        return this;
    }

    /// <summary>The finalizer's name, for a reconciler that implements <see cref="IFinalizer{T}"/>; by default <c>{plural}.{group}/finalizer</c>.</summary>
    /// <param name="name">A domain, a slash and a name, such as <c>databases.example.com/cleanup</c>.</param>
    public ControllerOptions<T> Finalizer(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!name.Contains('/', StringComparison.Ordinal)) throw Wrong($"has a finalizer without a domain, '{name}': Kubernetes wants one, such as 'example.com/{name}'");
        if (LabelRules.ProblemOfKey(name) is { } problem) throw Wrong($"has a finalizer that Kubernetes does not take: {problem}");
        _finalizer = name;
        return this;
    }

    /// <summary>Only objects in these namespaces; by default in all that the operator watches.</summary>
    public ControllerOptions<T> Namespaces(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (!_kind.Namespaced) throw Wrong($"has {nameof(Namespaces)}, but {Name(_kind)} is of the whole cluster");
        if (names.Count == 0 || names.Any(string.IsNullOrEmpty)) throw Wrong($"has {nameof(Namespaces)} with none, or with an empty one; leave it away for all");
        _namespaces = [.. names.Distinct()];
        return this;
    }

    /// <summary>Only objects with such labels.</summary>
    /// <param name="labelSelector">As kubectl takes it, such as <c>tier=gold,region in (eu, us)</c>.</param>
    public ControllerOptions<T> Selector(string labelSelector)
    {
        ArgumentNullException.ThrowIfNull(labelSelector);
        try
        {
            _selector = LabelSelectorExpression.Parse(labelSelector).ToString();
        }
        catch (FormatException failure)
        {
            throw Wrong($"has the selector '{labelSelector}', which is none: {failure.Message}");
        }

        return this;
    }

    /// <summary>What the actors and the shell work by.</summary>
    internal Controller Build(ControllerSetup setup, IReconciler<T> reconciler)
    {
        var code = new AuthorCode(setup.Name, setup.Log);
        return new Controller<T>(reconciler)
        {
            Kind = _kind,
            Owned = _owned,
            Log = setup.Log,
            Spec = new ControllerSpec
            {
                Name = setup.Name,
                Kind = GroupKindOf(_kind),
                Owned = [.. _owned.Select(GroupKindOf)],
                Finalizer = FinalizerFor(reconciler.GetType()),
                MaxConcurrent = _maxConcurrent,
                Backoff = _backoff,
                Resync = _resync,
                TimeLimit = _timeLimit,

                // What objects that are mapped by a function have become while nobody looked, the ledger does not know.
                TrustsLedger = !_reconcilesAtStart && _watches.Count == 0,
                Revision = Fnv1a.Hash(reconciler.GetType().Module.ModuleVersionId.ToByteArray()),
                Filter = code.Filter(_filters, _needsGeneration),
                Limits = code.Limits(_limits),
                References = [.. _references.Select(one => (GroupKindOf(one.Kind), one.Names(code)))],
            },
            Sources = new ControllerSources(_kind, _selector, _namespaces, setup.Namespaces)
                .Of(_owned, [.. _references.Select(static one => one.Kind)], [.. _watches.Select(one => (one.Kind, one.Map(code)))]),
        };
    }

    /// <summary>The finalizer for such a reconciler; null if it needs none.</summary>
    internal string? FinalizerFor(Type reconciler)
    {
        if (!reconciler.IsAssignableTo(typeof(IFinalizer<T>)))
            return _finalizer is null ? null : throw Wrong($"has the finalizer '{_finalizer}', but {reconciler.Name} does not implement IFinalizer<{typeof(T).Name}>: nobody would take it off");
        if (_finalizer is not null) return _finalizer;
        return _kind.Group.Length > 0
            ? $"{_kind.Plural}.{_kind.Group}/finalizer"
            : throw Wrong($"needs a finalizer without a domain to make it of, as {Name(_kind)} is in the core group: name one, such as Finalizer(\"example.com/{_kind.Plural}\")");
    }

    private static GroupKind GroupKindOf(KubernetesEntity kind) => new(kind.Group, kind.Kind);

    private static string Name(KubernetesEntity kind) => GroupKindOf(kind).ToString();

    private ArgumentException Wrong(string what) => new($"The controller of {Name(_kind)} {what}");
}
