namespace Actors.Reconciling;

/// <summary>How a replica shares its turns.</summary>
internal sealed record LimitsOptions
{
    /// <summary>How many reconciles run at once, of all controllers together; default 64.</summary>
    public int MaxConcurrent { get; init; } = 64;

    /// <summary>
    /// The share of each class of work in the turns, where all of them wait. Changes go first without keeping the rest waiting: of twelve turns events get
    /// six, what was listed three, retries two and resyncs one.
    /// </summary>
    public IReadOnlyDictionary<WorkClass, int> Weights { get; init; } =
        new Dictionary<WorkClass, int> { [WorkClass.Event] = 6, [WorkClass.Initial] = 3, [WorkClass.Retry] = 2, [WorkClass.Resync] = 1 };

    /// <summary>Who has waited this long goes before all classes; default 10 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}
