using System.CommandLine;
using System.Text.Json;
using Actors.Simulation.Cli;

namespace Actors.Simulation.Tests;

public sealed class SimulateCommandTests
{
    [Fact]
    public async Task What_holds_is_one_line_a_workload_and_exit_code_0()
    {
        var (exitCode, output, _) = await RunAsync("--seeds", "3");
        Assert.Equal(0, exitCode);
        Assert.Collection(
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches("^kernel: 3 seeds held, [0-9,]+ events, [0-9,]+ seeds/s, trace hash [0-9a-f]{16}\\r?$", line),
            line => Assert.StartsWith("lock: 3 seeds held", line, StringComparison.Ordinal),
            line => Assert.StartsWith("operator: 3 seeds held", line, StringComparison.Ordinal),
            line => Assert.StartsWith("fleet: 3 seeds held", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_does_not_hold_is_reported_with_seed_invariant_last_events_and_replay()
    {
        var (exitCode, output, _) = await RunAsync("--workload", "lock-without-epoch-check");
        Assert.Equal(129, exitCode);
        var seed = System.Text.RegularExpressions.Regex.Match(output, "seed ([0-9]+) does not hold").Groups[1].Value;
        Assert.Contains("OneHolder (safety)", output, StringComparison.Ordinal);
        Assert.Contains("uses the lock under epoch", output, StringComparison.Ordinal);
        Assert.Contains($"The last {SeedRun.LastEventsKept} events", output, StringComparison.Ordinal);
        Assert.Contains($"--workload lock-without-epoch-check --seed {seed} --trace -", output, StringComparison.Ordinal);

        var (again, replay, _) = await RunAsync("--workload", "lock-without-epoch-check", "--seed", seed, "--trace", "-");
        Assert.Equal(129, again);
        Assert.Contains(output.Split('\n').Last(line => line.Contains("Used {", StringComparison.Ordinal)).Trim(), replay, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_a_workload()
    {
        var (exitCode, output, _) = await RunAsync("--workload", "lock", "--seeds", "2", "--first-seed", "7", "-o", "json");
        Assert.Equal(0, exitCode);
        var result = JsonDocument.Parse(output).RootElement;
        Assert.Equal("lock", result.GetProperty("workload").GetString());
        Assert.Equal((7, 2), (result.GetProperty("firstSeed").GetInt32(), result.GetProperty("seeds").GetInt32()));
        Assert.Equal(JsonValueKind.Null, result.GetProperty("failure").ValueKind);

        var (_, failed, _) = await RunAsync("--workload", "lock-without-epoch-check", "-o", "json");
        var failure = JsonDocument.Parse(failed).RootElement.GetProperty("failure");
        Assert.Equal(("OneHolder", "Safety"), (failure.GetProperty("invariant").GetString(), failure.GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("--seeds 0: must be 1 or more", "--seeds", "0")]
    [InlineData("--parallel 0: must be 1 or more", "--parallel", "0")]
    [InlineData("--workload and --seed", "--trace", "file", "--seed", "1")]
    [InlineData("'lock-without-epoch-check'", "--workload", "locks")]
    [InlineData("xml", "-o", "xml")]
    [InlineData("minus", "--seed", "minus")]
    public async Task Arguments_that_mean_nothing_are_refused(string said, params string[] args)
    {
        var (exitCode, output, error) = await RunAsync(args);
        Assert.Equal((1, ""), (exitCode, output.Trim()));
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_workloads_exit_codes_and_examples()
    {
        var (exitCode, output, _) = await RunAsync("--help");
        Assert.Equal(0, exitCode);
        Assert.All(AllWorkloads.List, workload => Assert.Contains(workload.Description, output, StringComparison.Ordinal));
        Assert.Contains("129  something happened that must not", output, StringComparison.Ordinal);
        Assert.Contains("Examples:", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await SimulateCommand.InvokeAsync(args, new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
