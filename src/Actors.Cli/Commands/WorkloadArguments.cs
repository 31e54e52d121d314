using System.CommandLine;
using System.Globalization;
using Actors.ApiServer;

namespace Actors.Cli.Commands;

/// <summary>The part of <c>actors apiserver</c> that says how workloads are simulated.</summary>
internal sealed class WorkloadArguments
{
    private const int NodesMax = 10_000;
    private static readonly WorkloadOptions Defaults = new();

    private readonly Option<bool> _simulates = new("--simulate-workloads") { Description = "Simulate controllers and nodes: workloads get pods, and pods run" };
    private readonly Option<int> _nodes = new("--nodes") { Description = "How many nodes are simulated", HelpName = "N", DefaultValueFactory = static _ => Defaults.Nodes };
    private readonly Option<ulong> _seed = new("--seed") { Description = "What the chance in delays and failures comes from", HelpName = "N", DefaultValueFactory = static _ => Defaults.Seed };
    private readonly Option<double> _startDelay = Seconds("--start-delay", "Until the containers of a pod run", Defaults.StartDelay);
    private readonly Option<double> _readyDelay = Seconds("--ready-delay", "From then until it is ready", Defaults.ReadyDelay);
    private readonly Option<double> _runTime = Seconds("--run-time", "How long pods of jobs run", Defaults.RunTime);
    private readonly Option<double> _startFailures = Rate("--start-failures", "The share of starts of containers that fail");
    private readonly Option<double> _runFailures = Rate("--run-failures", "The share of runs of job pods that fail");

    public void AddTo(Command command)
    {
        _nodes.Validators.Add(result => Check(result, "--nodes", 0, NodesMax));
        Option[] details = [_nodes, _seed, _startDelay, _readyDelay, _runTime, _startFailures, _runFailures];
        command.Add(_simulates);
        foreach (var detail in details) command.Add(detail);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_simulates)) return;
            foreach (var detail in details)
            {
                if (result.GetResult(detail) is { Implicit: false }) result.AddError($"{detail.Name} is about --simulate-workloads, which is not given");
            }
        });
    }

    /// <summary>How to simulate; null for not at all.</summary>
    public WorkloadOptions? Read(ParseResult parsed) => !parsed.GetValue(_simulates) ? null : new WorkloadOptions
    {
        Nodes = parsed.GetValue(_nodes),
        Seed = parsed.GetValue(_seed),
        StartDelay = TimeSpan.FromSeconds(parsed.GetValue(_startDelay)),
        ReadyDelay = TimeSpan.FromSeconds(parsed.GetValue(_readyDelay)),
        RunTime = TimeSpan.FromSeconds(parsed.GetValue(_runTime)),
        StartFailureRate = parsed.GetValue(_startFailures),
        RunFailureRate = parsed.GetValue(_runFailures),
    };

    private static Option<double> Seconds(string name, string description, TimeSpan value)
    {
        const double DaySeconds = 86_400;
        var option = new Option<double>(name) { Description = description + ", in seconds", HelpName = "SECONDS", DefaultValueFactory = _ => value.TotalSeconds };
        option.Validators.Add(result => Check(result, name, 0, DaySeconds));
        return option;
    }

    private static Option<double> Rate(string name, string description)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "0..1" };
        option.Validators.Add(result => Check(result, name, 0, 1));
        return option;
    }

    /// <summary>What is no number at all is refused where it is read.</summary>
    private static void Check(System.CommandLine.Parsing.OptionResult result, string name, double least, double most)
    {
        if (!double.TryParse(result.Tokens.SingleOrDefault()?.Value, CultureInfo.InvariantCulture, out var number) || (number >= least && number <= most)) return;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is a number from {least} to {most}"));
    }
}
