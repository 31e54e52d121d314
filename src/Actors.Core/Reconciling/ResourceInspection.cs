using Actors.Kernel;
using Actors.Ledger;
using Actors.Objects;

namespace Actors.Reconciling;

/// <summary>A question (<see cref="Inspect"/>) to the actors of many objects: those it is about answer with <see cref="ResourceSummary"/>, the others have nothing to say.</summary>
internal sealed class ResourceQuery
{
    /// <summary>Whose objects; null for all.</summary>
    public ControllerSpec? Controller { get; init; }

    /// <summary>In which states, a bit for each <see cref="ResourceState"/>; 0 for all but <see cref="ResourceState.Absent"/>.</summary>
    public int States { get; init; }

    /// <summary>In which namespace; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>A part of the name; null for any.</summary>
    public string? Name { get; init; }

    /// <summary>How long they are in their state at least.</summary>
    public TimeSpan OlderThan { get; init; }

    /// <summary>What their labels have to be like; null for any. Called on many threads.</summary>
    public Func<KubernetesObject, bool>? Matches { get; init; }

    /// <summary>
    /// If given: of which objects a summary is wanted. Of all others only the state is said (<see cref="ResourceState"/>, boxed), which costs a fifth. Called on many threads.
    /// </summary>
    public ResourceFilter? Wants { get; init; }

    public bool Covers(ResourceState state) => States == 0 ? state != ResourceState.Absent : (States & (1 << (int)state)) != 0;
}

/// <summary>Chooses objects by what can be seen without making anything of it.</summary>
internal delegate bool ResourceFilter(in ResourceGlance one);

/// <summary>What of an object can be seen at once; see <see cref="ResourceSummary"/>.</summary>
/// <param name="Controller">Whose it is.</param>
/// <param name="Object">It.</param>
/// <param name="Since">Since when it is in its state.</param>
/// <param name="Failures">How often it has failed in a row.</param>
/// <param name="DueAt">When it is to run next; null if only a change will have it run.</param>
/// <param name="HasRun">Whether a run has ended here.</param>
/// <param name="Took">How long its present run has taken by now, or else its last one.</param>
internal readonly record struct ResourceGlance(ControllerSpec Controller, KubernetesObject Object, Instant Since, int Failures, Instant? DueAt, bool HasRun, TimeSpan Took);

/// <summary>A question (<see cref="Inspect"/>) to the actor of one object. Answered with <see cref="ResourceDetail"/>.</summary>
internal sealed record DescribeResource;

/// <summary>Where an object stands.</summary>
/// <param name="Controller">Whose it is.</param>
/// <param name="Key">Its name.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="State">Its state.</param>
/// <param name="Since">Since when.</param>
/// <param name="Failures">How often it has failed in a row.</param>
/// <param name="DueAt">When it is to run next; null if only a change will have it run.</param>
/// <param name="Generation">The generation known.</param>
/// <param name="DoneGeneration">That of the last success; -1 if there was none.</param>
/// <param name="LastRun">Its last run here; null if there was none, or the first has not ended.</param>
/// <param name="IsPaused">Whether it is paused, or will be when what runs has ended.</param>
/// <param name="LastError">Why it failed last; null if it has succeeded since.</param>
internal sealed record ResourceSummary(
    ControllerSpec Controller, ObjectKey Key, string Uid, ResourceState State, Instant Since, int Failures, Instant? DueAt, long Generation, long DoneGeneration, LastRun? LastRun,
    bool IsPaused, ReconcileError? LastError);

/// <summary>A run that has ended.</summary>
/// <param name="Result">How.</param>
/// <param name="BeganAt">When it began.</param>
/// <param name="Took">How long it took, to the millisecond.</param>
internal readonly record struct LastRun(RunResult Result, Instant BeganAt, TimeSpan Took);

/// <summary>All that the actor of an object knows.</summary>
/// <param name="Summary">In short.</param>
/// <param name="HeldUpBy">The limit it waits for; null if it waits for none.</param>
/// <param name="IsHanging">Whether it runs on though its time is over.</param>
/// <param name="Children">What belongs to it.</param>
/// <param name="Transitions">Its last states, the oldest first.</param>
/// <param name="IsWhole">Whether all transitions were kept since the first of these.</param>
internal sealed record ResourceDetail(
    ResourceSummary Summary, string? HeldUpBy, bool IsHanging, IReadOnlyList<Child> Children, IReadOnlyList<Transition> Transitions, bool IsWhole)
{
    /// <summary>What the ledger was told of it last; null where there is none, or it was told nothing.</summary>
    public RememberedState? Remembered { get; init; }
}

/// <summary>What the ledger was told of an object last, beside what its actor knows anyway.</summary>
/// <param name="Outcome">How its last run ended.</param>
/// <param name="Generation">The generation that was tried last; -1 if none was.</param>
/// <param name="Hash">What it and all that belongs to it came to then; 0 if it is to be looked at again whatever it comes to.</param>
/// <param name="StateBytes">How much the author keeps with it.</param>
/// <param name="Epoch">Of the shard map it is kept under.</param>
internal sealed record RememberedState(LedgerOutcome Outcome, long Generation, ulong Hash, int StateBytes, long Epoch);

/// <summary>How a run ended; what <see cref="ReconcileResult"/> is without its details.</summary>
internal enum RunResult : byte
{
    /// <summary>There was none.</summary>
    None,

    /// <summary><see cref="Reconciling.Done"/>.</summary>
    Done,

    /// <summary><see cref="Reconciling.RequeueAfter"/>.</summary>
    RequeueAfter,

    /// <summary><see cref="Reconciling.Failed"/>.</summary>
    Failed,

    /// <summary><see cref="Reconciling.Terminal"/>.</summary>
    Terminal,
}
