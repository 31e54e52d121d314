using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using Actors.Load.Scenarios;

namespace Actors.Load.Commands;

/// <summary>The command line: the scenarios, and the hidden commands by which it starts itself as the processes that are measured.</summary>
internal static class LoadCommands
{
    private const string Embedded = "embedded";
    private const int ResourcesMax = 1_000_000;

    private const string Examples = """
        Examples:
          sync                                                 # start on 10,000 objects: CPU; on 100,000: memory; beside a plain informer
          sync --memory-resources 0 --runs 1                   # the CPU only, once
          events --rate 1000 --seconds 20                      # CPU of each change, and how long it waits
          events --server http://127.0.0.1:8001 --json out.json

        The machine has to be quiet. Each figure is that of one process; servers and load are others.
        """;

    private static readonly Dictionary<string, Func<LoadOptions, IScenario>> Scenarios = new(StringComparer.Ordinal)
    {
        ["sync"] = static options => new SyncScenario(options),
        ["events"] = static options => new EventsScenario(options),
    };

    public static RootCommand Create()
    {
        var scenario = new Argument<string>("SCENARIO") { Description = "sync: what a start costs; events: what a change costs" };
        scenario.AcceptOnlyFromAmong([.. Scenarios.Keys]);
        var server = new Option<string>("--server") { Description = "The API server: a URL without credentials, or a server of this product in a process of its own", HelpName = $"URL|{Embedded}", DefaultValueFactory = static _ => Embedded };
        var resources = Number("--resources", "How many objects there are", LoadOptions.Default.Resources, 1, ResourcesMax);
        var memory = Number("--memory-resources", "How many objects the memory of sync is measured at; 0 for not at all", LoadOptions.Default.MemoryResources, 0, ResourcesMax);
        var runs = Number("--runs", "How often each process is started; the median counts", LoadOptions.Default.Runs, 1, 100);
        var rate = Number("--rate", "How many changes a second events makes", LoadOptions.Default.Rate, 1, 100_000);
        var seconds = Number("--seconds", "For how long events makes changes", LoadOptions.Default.Seconds, 1, 3600);
        var json = new Option<FileInfo?>("--json") { Description = "Where to write the figures as JSON", HelpName = "FILE" };
        server.Validators.Add(static result => CheckServer(result));
        var command = new RootCommand("Measures operators at work: as processes, over HTTP, beside a plain informer with a work queue.")
        {
            scenario, server, resources, memory, runs, rate, seconds, json, SubjectCommands.Serve(), SubjectCommands.Operator(), SubjectCommands.Baseline(),
        };
        foreach (var help in command.Options.OfType<HelpOption>()) help.Action = new ExampleHelp();
        command.SetAction((parsed, cancellation) => RunAsync(Scenarios[parsed.GetRequiredValue(scenario)], new LoadOptions
        {
            Server = parsed.GetRequiredValue(server) is var text && text == Embedded ? null : new Uri(text),
            Resources = parsed.GetValue(resources),
            MemoryResources = parsed.GetValue(memory),
            Runs = parsed.GetValue(runs),
            Rate = parsed.GetValue(rate),
            Seconds = parsed.GetValue(seconds),
        }, parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Func<LoadOptions, IScenario> make, LoadOptions options, FileInfo? json, CancellationToken cancellation)
    {
        try
        {
            var report = await make(options).RunAsync(new Progress(Console.Error), cancellation);
            report.WriteTable();
            if (json is not null) await report.WriteJsonAsync(json.FullName, cancellation);
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutException or Kubernetes.KubernetesException)
        {
            await Console.Error.WriteLineAsync($"The run has failed: {failure.Message}");
            return 1;
        }
    }

    private static Option<int> Number(string name, string description, int @default, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => @default };
        option.Validators.Add(result =>
        {
            if (!int.TryParse(result.Tokens.SingleOrDefault()?.Value, CultureInfo.InvariantCulture, out var number) || (number >= least && number <= most)) return;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is a number from {least} to {most}"));
        });
        return option;
    }

    private static void CheckServer(OptionResult result)
    {
        var text = result.Tokens.SingleOrDefault()?.Value;
        if (text is null or Embedded || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")) return;
        result.AddError($"--server is a URL such as http://127.0.0.1:8001, or {Embedded}");
    }

    private sealed class ExampleHelp : SynchronousCommandLineAction
    {
        private readonly HelpAction _usual = new();

        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = _usual.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(Examples);
            return exitCode;
        }
    }
}
