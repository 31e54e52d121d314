using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Actors.Cli.Up;
using Actors.Cli.Up.Chaos;

namespace Actors.Cli.Commands;

/// <summary><c>actors up</c>: a cluster and an operator at work, on this machine, to look at.</summary>
internal static class UpCommand
{
    private const int PortMax = 65_535;
    private const int ResourcesMax = 1_000_000;
    private const double ChurnMax = 10_000;

    private const string Examples = """
        Examples:
          actors up                                            # 1,000 Databases, and then it goes on until Ctrl-C
          actors up --resources 100 --churn 5                  # five of them change every second
          actors up --replicas 3 --churn 20                    # three processes share them: who owns what, and how that changes
          actors up --chaos --for 3m --resources 200           # replicas are killed, paused and ended meanwhile; then the verdict
          actors up --chaos --for 30s --seed 42 -o json        # for scripts: exit code 0 if nothing was lost, done twice or written by others
          actors up --port 8001 --kubeconfig up.yaml           # and look on with: kubectl --kubeconfig up.yaml get db --watch
          actors up --exit-when-ready -o json                  # for scripts: a line of JSON each second, exit code 0 when all are ready
        """;

    public static Command Create()
    {
        var resources = new Option<int>("--resources", "-n") { Description = "How many Databases to create", HelpName = "N", DefaultValueFactory = static _ => 1000 };
        var churn = new Option<double?>("--churn") { Description = "How many Databases to change each second, once all are created [default: 0, under chaos 20]", HelpName = "RATE" };
        var exits = new Option<bool>("--exit-when-ready") { Description = "End when all Databases are ready, instead of at SIGTERM or Ctrl-C" };
        var port = new Option<int>("--port", "-p") { Description = "The API server's port, on loopback; 0 picks a free one", HelpName = "PORT" };
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "Where to write a configuration for kubectl [default: a temporary file]", HelpName = "FILE" };
        var ledger = new Option<string?>("--ledger")
        {
            Description = "A PostgreSQL database for what is remembered of Databases, such as Host=127.0.0.1;Username=u;Database=d [default: a file for one replica, nothing for several]",
            HelpName = "CONNECTION",
        };
        var output = new Option<string?>("--output", "-o") { Description = "How to show progress [default: live on a terminal, else lines]", HelpName = "live|lines|json" };
        output.AcceptOnlyFromAmong("live", "lines", "json");
        resources.Validators.Add(static result => Check(result, "--resources", ResourcesMax));
        churn.Validators.Add(static result => Check(result, "--churn", ChurnMax));
        port.Validators.Add(static result => Check(result, "--port", PortMax));
        var command = new Command("up", "Run an API server with simulated workloads and the Database operator on it, and create Databases, until SIGTERM or Ctrl-C")
        {
            resources, churn, exits, port, kubeconfig, ledger, output,
        };
        var chaos = new ChaosArguments();
        chaos.AddTo(command);
        ExampleHelp.AddTo(command, Examples);
        command.SetAction((parsed, cancellation) =>
        {
            var faults = chaos.Read(parsed);
            var options = new UpOptions
            {
                Resources = parsed.GetValue(resources),
                ChurnPerSecond = parsed.GetValue(churn) ?? (faults is null ? 0 : ChaosOptions.ChurnDefault),
                Replicas = chaos.ReplicasIn(parsed),
                Chaos = faults,
                ExitsWhenReady = parsed.GetValue(exits),
                Port = parsed.GetValue(port),
                Kubeconfig = parsed.GetValue(kubeconfig),
                Ledger = parsed.GetValue(ledger),
            };
            var console = parsed.InvocationConfiguration;
            return new UpRun(options, ViewFor(parsed.GetValue(output), console.Output), console.Error).RunAsync(cancellation);
        });
        return command;
    }

    private static IUpView ViewFor(string? output, TextWriter writer) => (output ?? (Console.IsOutputRedirected ? "lines" : "live")) switch
    {
        "live" => new LiveView(writer),
        "json" => new JsonView(writer),
        _ => new LinesView(writer),
    };

    /// <summary>What is no number at all is refused where it is read.</summary>
    private static void Check(OptionResult result, string name, double most)
    {
        if (!double.TryParse(result.Tokens.SingleOrDefault()?.Value, CultureInfo.InvariantCulture, out var number) || (number >= 0 && number <= most)) return;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is a number from 0 to {most}"));
    }
}
