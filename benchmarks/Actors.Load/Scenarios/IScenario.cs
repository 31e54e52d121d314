namespace Actors.Load.Scenarios;

/// <summary>Something that is measured.</summary>
internal interface IScenario
{
    Task<Report> RunAsync(Progress progress, CancellationToken cancellation);
}

/// <summary>How a scenario is to run.</summary>
internal sealed record LoadOptions
{
    public static LoadOptions Default { get; } = new();

    /// <summary>The server; null for one in a process of its own.</summary>
    public Uri? Server { get; init; }

    public int Resources { get; init; } = 10_000;

    public int MemoryResources { get; init; } = 100_000;

    public int Runs { get; init; } = 3;

    public int Rate { get; init; } = 1_000;

    public int Seconds { get; init; } = 20;
}
