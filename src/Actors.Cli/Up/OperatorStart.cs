namespace Actors.Cli.Up;

/// <summary>How to start the sample operator.</summary>
/// <param name="Arguments">Its command line.</param>
/// <param name="Log">The file for what it says, which is added to.</param>
/// <param name="ManagementPort">Where it answers.</param>
internal sealed record OperatorStart(IReadOnlyList<string> Arguments, string Log, int ManagementPort)
{
    /// <summary>Variables of its environment, besides those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
