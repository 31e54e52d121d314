using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Actors.Simulation.Cli;

/// <summary>The command line of the simulator.</summary>
internal static class SimulateCommand
{
    private static readonly string MoreHelp = $"""
        Workloads:
        {string.Join(Environment.NewLine, AllWorkloads.List.Select(static one => $"  {one.Name,-26}{one.Description}"))}

        Exit codes:
          0    all seeds held
          127  code outside of actors threw
          128  something that must happen did not, though all faults had ended
          129  something happened that must not

        Examples:
          dotnet run -c Release --project tests/Actors.Simulation -- --seeds 1000
          dotnet run -c Release --project tests/Actors.Simulation -- --workload kernel --seed 77 --trace -
          dotnet run -c Release --project tests/Actors.Simulation -- --workload lock-without-epoch-check
        """;

    private static readonly Option<int> Seeds = new("--seeds") { Description = "How many seeds of each workload to run, 1 or more", DefaultValueFactory = static _ => 1000, HelpName = "COUNT" };
    private static readonly Option<ulong> FirstSeed = new("--first-seed") { Description = "The first of them", DefaultValueFactory = static _ => 1, HelpName = "SEED" };
    private static readonly Option<ulong?> Seed = new("--seed") { Description = "Run this one only: the same each time, byte for byte", HelpName = "SEED" };
    private static readonly Option<string?> Named = new("--workload", "-w") { Description = "What to run [default: all that are not broken on purpose]", HelpName = "NAME" };
    private static readonly Option<int> Parallel = new("--parallel", "-j") { Description = "How many seeds to run at once, 1 or more", DefaultValueFactory = static _ => Environment.ProcessorCount, HelpName = "COUNT" };
    private static readonly Option<string?> Trace = new("--trace") { Description = "With --workload and --seed: write all that happens, - for the terminal", HelpName = "FILE" };
    private static readonly Option<string> Output = new("--output", "-o") { Description = "How to print results", DefaultValueFactory = static _ => "text" };

    static SimulateCommand()
    {
        Named.AcceptOnlyFromAmong([.. AllWorkloads.List.Select(static one => one.Name)]);
        Output.AcceptOnlyFromAmong("text", "json");
        foreach (var count in (Option<int>[])[Seeds, Parallel])
        {
            count.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < 1) result.AddError($"{count.Name} {result.GetValueOrDefault<int>()}: must be 1 or more");
            });
        }
    }

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static Task<int> InvokeAsync(IReadOnlyList<string> args, InvocationConfiguration? configuration = null)
    {
        var parsed = Create().Parse(args);

        // One line that says what is wrong is read; two pages of help below it are not.
        if (parsed.Action is ParseErrorAction onError) onError.ShowHelp = false;
        return parsed.InvokeAsync(configuration);
    }

    private static RootCommand Create()
    {
        var command = new RootCommand("Runs actors on simulated machines in virtual time. Each run is made from its seed, and can be had again.")
            { Seeds, FirstSeed, Seed, Named, Parallel, Trace, Output };
        command.Options.OfType<HelpOption>().Single().Action = new LongHelp();
        command.Validators.Add(static result =>
        {
            if (result.GetResult(Trace) is not null && (result.GetResult(Seed) is null || result.GetResult(Named) is null))
                result.AddError("--trace is the trace of one run: give --workload and --seed with it");
        });
        command.SetAction(static (parsed, cancellation) =>
            Task.FromResult(new Simulator(Read(parsed), parsed.InvocationConfiguration.Output).Run(cancellation)));
        return command;
    }

    private static SimulateOptions Read(ParseResult parsed) => new()
    {
        Workloads = parsed.GetValue(Named) is { } name ? [AllWorkloads.Named(name)] : [.. AllWorkloads.Sound],
        FirstSeed = parsed.GetValue(Seed) ?? parsed.GetValue(FirstSeed),
        Seeds = parsed.GetValue(Seed) is null ? parsed.GetValue(Seeds) : 1,
        Parallel = parsed.GetValue(Parallel),
        Trace = parsed.GetValue(Trace),
        IsJson = parsed.GetValue(Output) == "json",
    };

    private sealed class LongHelp : SynchronousCommandLineAction
    {
        private readonly HelpAction _usual = new();

        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = _usual.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(MoreHelp);
            return exitCode;
        }
    }
}
