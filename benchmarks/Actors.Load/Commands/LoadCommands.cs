using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using Actors.Load.Fleets;
using Actors.Load.Objects;
using Actors.Load.Processes;
using Actors.Load.Reports;
using Actors.Load.Scenarios;

namespace Actors.Load.Commands;

/// <summary>The command line: the scenarios, the comparison of two reports, and the hidden commands by which it starts itself as the processes that are measured.</summary>
internal static class LoadCommands
{
    private const string Embedded = "embedded";
    private const string NoLedger = "off";
    private const int ResourcesMax = 1_000_000;

    // 1 is a run that could not be made.
    private const int Unsound = 2;

    private const string Examples = """
        Examples:
          sync                                                 # start on 10,000 objects, beside a plain informer
          churn --rate 1000 --html churn.html                  # CPU of each change, how long it waits, and a page with plots
          churn --replicas 5 --rounds 1                        # the same by a fleet
          churn --replicas 5 --only separate                   # by five operators that know nothing of each other, to see what the fleet adds
          crash --seconds 90 --json out.json
          compare before.json after.json

        The machine has to be quiet. Servers and load are processes of their own. As an operator is deployed it is measured by
        dotnet publish -c Release benchmarks/Actors.Load -o DIR, and DIR/Actors.Load in the place of dotnet run.
        """;

    private static readonly Option<string> Server = new("--server")
    {
        Description = "The API server: a URL without credentials, or a server of this product in a process of its own", HelpName = $"URL|{Embedded}", DefaultValueFactory = static _ => Embedded,
    };

    private static readonly Option<int?> Resources = Number("--resources", "How many objects there are", 1, ResourcesMax);
    private static readonly Option<int?> Replicas = Number("--replicas", "How many processes share them; of the baseline one is elected", 1, 20);
    private static readonly Option<int?> Rate = Number("--rate", "How many changes are made a second, whether or not anybody keeps up", 1, 100_000);
    private static readonly Option<int?> Seconds = Number("--seconds", "For how long changes are made", 1, 86_400);
    private static readonly Option<int?> WarmUp = Number("--warm-up", "For how many seconds changes are made before it is measured", 0, 3_600);
    private static readonly Option<int?> Rounds = Number("--rounds", "How often all of it is done; the median counts", 1, 100);
    private static readonly Option<int?> Work = Number("--work", "How many milliseconds a reconcile takes", 0, 60_000);
    private static readonly Option<int?> Failing = Number("--failing", "How many reconciles of a hundred fail in a storm", 1, 99);
    private static readonly Option<string?> Only = new("--only") { Description = "Whom to measure; by default the operator and the baseline. separate: operators that share the objects by a label and are no fleet" };
    private static readonly Option<string?> Ledger = new("--ledger") { Description = "Whether operators keep a ledger [default: off, in a restart sqlite]" };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Where to write the report as JSON", HelpName = "FILE" };
    private static readonly Option<FileInfo?> Html = new("--html") { Description = "Where to write the report as a page with plots", HelpName = "FILE" };

    public static RootCommand Create()
    {
        Server.Validators.Add(static result => CheckServer(result));
        Ledger.AcceptOnlyFromAmong(NoLedger, "sqlite");
        Only.AcceptOnlyFromAmong(FleetPlan.Operator, FleetPlan.Baseline, FleetPlan.Separate);
        var scenario = new Argument<string>("SCENARIO") { Description = string.Join("; ", ScenarioTable.All.Select(static one => $"{one.Name}: {one.Summary}")) };
        scenario.AcceptOnlyFromAmong([.. ScenarioTable.All.Select(static one => one.Name)]);
        var command = new RootCommand("Measures operators at work: as processes, over HTTP, beside a plain informer with a work queue.")
        {
            scenario, Server, Resources, Replicas, Rate, Seconds, WarmUp, Rounds, Work, Failing, Only, Ledger, Json, Html, Compare(), SubjectCommands.Serve(), SubjectCommands.Operator(), SubjectCommands.Baseline(),
        };
        foreach (var help in command.Options.OfType<HelpOption>()) help.Action = new ExampleHelp();
        command.Validators.Add(result => CheckSeparate(result, scenario));
        command.SetAction((parsed, cancellation) => GuardAsync(() => RunAsync(ScenarioTable.Find(parsed.GetRequiredValue(scenario)), parsed, cancellation), cancellation));
        return command;
    }

    private static Command Compare()
    {
        var before = new Argument<FileInfo>("BEFORE") { Description = "A report as JSON" };
        var after = new Argument<FileInfo>("AFTER") { Description = "Another of the same scenario" };
        var command = new Command("compare", "Shows two reports side by side.") { before, after };
        command.SetAction((parsed, cancellation) => GuardAsync(
            async () =>
            {
                ReportTable.WriteComparison(
                    await Report.ReadJsonAsync(parsed.GetRequiredValue(before).FullName, cancellation), await Report.ReadJsonAsync(parsed.GetRequiredValue(after).FullName, cancellation));
                return 0;
            },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ScenarioEntry scenario, ParseResult parsed, CancellationToken cancellation)
    {
        var options = OptionsOf(scenario.Defaults, parsed);
        var progress = new Progress(Console.Error);
        LoadProcess? own = null;
        var server = options.Server;
        if (server is null) (own, server) = await LoadProcess.ServeAsync(cancellation);
        try
        {
            using var cluster = new LoadCluster(server, progress);
            await cluster.DefineAsync(cancellation);
            var report = await scenario.Make(options).RunAsync(server, cluster, progress, cancellation) with { Command = string.Join(' ', Environment.GetCommandLineArgs().Skip(1)) };
            progress.End();
            ReportTable.Write(report);
            if (parsed.GetValue(Json) is { } json) await report.WriteJsonAsync(json.FullName, cancellation);
            if (parsed.GetValue(Html) is { } html) await File.WriteAllTextAsync(html.FullName, HtmlReport.Write(report), cancellation);
            return report.IsSound ? 0 : Unsound;
        }
        finally
        {
            progress.End();
            if (own is not null) await own.DisposeAsync();
        }
    }

    private static LoadOptions OptionsOf(LoadOptions defaults, ParseResult parsed) => defaults with
    {
        Server = parsed.GetRequiredValue(Server) is var text && text == Embedded ? null : new Uri(text),
        Resources = parsed.GetValue(Resources) ?? defaults.Resources,
        Replicas = parsed.GetValue(Replicas) ?? defaults.Replicas,
        Rate = parsed.GetValue(Rate) ?? defaults.Rate,
        Seconds = parsed.GetValue(Seconds) ?? defaults.Seconds,
        WarmUp = parsed.GetValue(WarmUp) ?? defaults.WarmUp,
        Rounds = parsed.GetValue(Rounds) ?? defaults.Rounds,
        Work = parsed.GetValue(Work) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : defaults.Work,
        Failing = parsed.GetValue(Failing) is { } percent ? percent / 100.0 : defaults.Failing,
        HasLedger = parsed.GetValue(Ledger) is { } ledger ? ledger != NoLedger : defaults.HasLedger,
        Subjects = parsed.GetValue(Only) is { } only ? [only] : defaults.Subjects,
    };

    /// <summary>What keeps a run from being made is one line, and not a stack trace.</summary>
    private static async Task<int> GuardAsync(Func<Task<int>> run, CancellationToken cancellation)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutException or UnauthorizedAccessException or Kubernetes.KubernetesException)
        {
            await Console.Error.WriteLineAsync($"The run has failed: {failure.Message}");
            return 1;
        }
    }

    private static Option<int?> Number(string name, string description, int least, int most)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
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

    // By what was written, as a value that is none of those allowed cannot be asked for.
    private static void CheckSeparate(CommandResult result, Argument<string> scenario)
    {
        if (Written(result.GetResult(Only)) != FleetPlan.Separate || ScenarioTable.All.FirstOrDefault(one => one.Name == Written(result.GetResult(scenario))) is not { AllStay: false } other) return;
        result.AddError($"--only {FleetPlan.Separate} is for {string.Join(", ", ScenarioTable.All.Where(static one => one.AllStay).Select(static one => one.Name))}: in {other.Name} nobody would take over");
    }

    private static string? Written(SymbolResult? result) => result?.Tokens.SingleOrDefault()?.Value;

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
