using System.CommandLine;
using Actors.Cli.Inspection;

namespace Actors.Cli.Commands;

/// <summary>The <c>actors</c> command: one file here for each of its commands.</summary>
internal static class RootCommands
{
    public static RootCommand Create() =>
        new("Runs Kubernetes operators on many replicas at once.") { UpCommand.Create(), ApiServerCommand.Create(), ConfigCommand.Create(), ConsoleCommand.Create(), LedgerCommand.Create() };

    /// <summary>Carries a command line out.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, InvocationConfiguration configuration, CancellationToken cancellation = default)
    {
        var parsed = Create().Parse(arguments);
        if (ConsoleCommand.ProblemOf(parsed) is not { } problem) return await parsed.InvokeAsync(configuration, cancellation);
        await configuration.Error.WriteLineAsync($"error: {problem}");
        return ExitCodes.Usage;
    }
}
