using System.CommandLine;
using Actors.Cli.Commands;

namespace Actors.Cli.Tests.Inspection;

/// <summary>Runs <c>actors console</c> in this process against an API that answers as it is told.</summary>
public abstract class ConsoleTestBase : IAsyncLifetime
{
    internal ScriptedApi Api { get; private set; } = null!;

    public async Task InitializeAsync() => Api = await ScriptedApi.StartAsync();

    public virtual async Task DisposeAsync() => await Api.DisposeAsync();

    internal Task<(int ExitCode, string Output, string Error)> RunAsync(string line, CancellationToken cancellation = default) =>
        RunAsync(["--url", Api.Url, .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)], cancellation);

    internal static async Task<(int ExitCode, string Output, string Error)> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await RootCommands.RunAsync(["console", .. arguments], new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null }, cancellation);
        return (exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Lines with the gaps between columns made one space.</summary>
    internal static IReadOnlyList<string> Rows(string output) =>
        [.. output.TrimEnd('\n').Split('\n').Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
}
