using System.Diagnostics;

namespace Actors.Cli.Tests;

public sealed class ProcessTests : CliTestBase
{
    /// <summary>Arguments, environment, working directory and exit code, which no test in this process can see.</summary>
    [Fact]
    public async Task The_command_reads_its_working_directory_and_environment()
    {
        var file = Path.GetFileName(Write("akka.log-dead-letters = 7\nakka.scheduler.tick-duration = 2ms"));
        var (exitCode, output, error) = await StartAsync("3ms");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains($"{file}:1", Line(output, "akka.log-dead-letters "), StringComparison.Ordinal);
        Assert.Contains(" 3ms ", Line(output, "akka.scheduler.tick-duration "), StringComparison.Ordinal);
        Assert.EndsWith("environment variable AKKA__SCHEDULER__TICK_DURATION", Line(output, "akka.scheduler.tick-duration ").TrimEnd(), StringComparison.Ordinal);

        (exitCode, output, error) = await StartAsync("3");
        Assert.Equal((78, ""), (exitCode, output));
        Assert.StartsWith("environment variable AKKA__SCHEDULER__TICK_DURATION: akka.scheduler.tick-duration = 3 is not ", error, StringComparison.Ordinal);
    }

    private static string Line(string output, string start) => Assert.Single(output.Split('\n'), line => line.StartsWith(start, StringComparison.Ordinal));

    private async Task<(int ExitCode, string Output, string Error)> StartAsync(string tick)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "actors.dll"), "config"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AKKA__", StringComparison.Ordinal) || name.StartsWith("ACTORS__", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["AKKA__SCHEDULER__TICK_DURATION"] = tick;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
