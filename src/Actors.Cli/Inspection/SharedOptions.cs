using System.CommandLine;
using Actors.Cli.Inspection.Output;

namespace Actors.Cli.Inspection;

/// <summary>The options that every command of the console takes, before or after its name.</summary>
internal sealed class SharedOptions
{
    private readonly Option<string> _output;
    private readonly Option<string?> _namespace;
    private readonly Option<string?> _scope;
    private readonly Option<string?> _replica;

    /// <param name="defaults">What holds where a command line says nothing.</param>
    /// <param name="completions">Completes names of replicas.</param>
    public SharedOptions(SharedSettings defaults, Completions completions)
    {
        var format = FormatName(defaults.Format);
        _output = new("--output", "-o") { Description = "How to print: table, json or yaml", HelpName = "FORMAT", Recursive = true, DefaultValueFactory = _ => format };
        _namespace = new("--namespace", "-n") { Description = "The namespace", HelpName = "NAMESPACE", Recursive = true, DefaultValueFactory = _ => defaults.Namespace };
        _scope = new("--scope") { Description = "Who answers: fleet (all replicas, where that can be) or replica (the one asked)", HelpName = "SCOPE", Recursive = true, DefaultValueFactory = _ => defaults.Scope };
        _replica = new("--replica") { Description = "The replica to answer, by its name or the part before '_'", HelpName = "NAME", Recursive = true, DefaultValueFactory = _ => defaults.Replica };
        Words.Accept(_output, "table", "json", "yaml");
        Words.Accept(_scope, "fleet", "replica");
        completions.Replicas(_replica.CompletionSources);
        completions.Namespaces(_namespace.CompletionSources);
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _output, _namespace, _scope, _replica }) command.Options.Add(option);
    }

    public SharedSettings Read(ParseResult parsed)
    {
        var format = Enum.Parse<OutputFormat>(parsed.GetValue(_output)!, ignoreCase: true);
        var (scope, replica) = (parsed.GetValue(_scope), parsed.GetValue(_replica));

        // What is said on the line is stronger than what was said for all lines.
        if (scope == "fleet" && parsed.GetResult(_scope) is { Implicit: false } && parsed.GetResult(_replica) is not { Implicit: false }) replica = null;
        if (replica is not null && scope == "fleet") throw InspectionException.Usage("--replica and --scope fleet exclude each other: either one replica answers or all do");
        return new SharedSettings(format, parsed.GetValue(_namespace), scope, replica);
    }

    private static string FormatName(OutputFormat format) => format switch { OutputFormat.Json => "json", OutputFormat.Yaml => "yaml", _ => "table" };
}
