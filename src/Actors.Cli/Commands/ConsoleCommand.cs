using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Actors.Cli.Inspection;
using Actors.Cli.Inspection.Client;
using Actors.Cli.Inspection.Output;
using Actors.Cli.Inspection.Prompt;

namespace Actors.Cli.Commands;

/// <summary><c>actors console</c>: looks into running replicas, by a prompt or by one command.</summary>
internal static class ConsoleCommand
{
    private const string Name = "console";
    private const string UrlVariable = "ACTORS_URL";

    private const string Examples = """
        Examples:
          actors console --url http://127.0.0.1:8090                          # a prompt
          actors console --url http://127.0.0.1:8090 cluster show
          actors console --url http://127.0.0.1:8090 actors list --state backoff -o json
          echo 'actors pause default/orders' | actors console --url http://127.0.0.1:8090
          kubectl port-forward database-operator-0 8090 & actors console --url http://127.0.0.1:8090 --token-file token

        Completion in bash:
          _actors() { COMPREPLY=($(compgen -W "$(actors "[suggest:$COMP_POINT]" "$COMP_LINE")" -- "${COMP_WORDS[COMP_CWORD]}")); }; complete -F _actors actors

        Without --url it is ACTORS_URL. Lines on standard input are carried out until one fails.

        Exit codes:
          0  done             1  not carried out: no connection, a conflict     2  a command line that means nothing
          3  no right to it   4  what was named does not exist                  130  Ctrl-C
        """;

    public static Command Create()
    {
        var url = new Option<string?>("--url") { Description = "The management API of any replica [default: ACTORS_URL]", HelpName = "URL", Recursive = true };
        var token = new Option<string?>("--token") { Description = "The bearer token; other users of this machine can see it, so a file is better", HelpName = "TOKEN", Recursive = true };
        var tokenFile = new Option<string?>("--token-file") { Description = "A file with the bearer token, such as a ServiceAccount's", HelpName = "FILE", Recursive = true };
        var secretFile = new Option<string?>("--secret-file") { Description = "The file with the operator's management or link secret", HelpName = "FILE", Recursive = true };
        var command = new Command(Name, "Look into running replicas: what each object's controller is doing, and put it right") { url, token, tokenFile, secretFile };

        Target TargetOf(ParseResult parsed)
        {
            var typed = parsed.GetValue(url) ?? Environment.GetEnvironmentVariable(UrlVariable);
            if (string.IsNullOrEmpty(typed)) throw InspectionException.Usage($"--url is missing: it is like http://127.0.0.1:8090, with the operator's --management-port; {UrlVariable} can hold it as well");
            List<Func<string>> tokens = [];
            if (parsed.GetValue(token) is { } given) tokens.Add(() => given);
            if (parsed.GetValue(tokenFile) is { } file) tokens.Add(Target.FromFile("--token-file", file));
            if (parsed.GetValue(secretFile) is { } secret) tokens.Add(Target.FromFile("--secret-file", secret));
            if (tokens.Count > 1) throw InspectionException.Usage("--token, --token-file and --secret-file exclude each other");
            return new Target(Target.ReadUrl(typed), tokens.FirstOrDefault());
        }

        var tree = new CommandTree(command, parsed => new ManagementClient(TargetOf(parsed)), new SharedSettings(OutputFormat.Table, null, null, null), isPrompt: false);
        ExampleHelp.AddTo(command, Examples);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                using var client = new ManagementClient(TargetOf(parsed));
                var loop = new PromptLoop(client, tree.Defaults(parsed), parsed.InvocationConfiguration);
                return Console.IsInputRedirected || Console.IsOutputRedirected ? await loop.RunAsync(Console.In, cancellation) : await loop.RunAsync(cancellation);
            }
            catch (InspectionException failure)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(Ink.Harmless($"error: {failure.Message}"));
                return failure.ExitCode;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return ExitCodes.Interrupted;
            }
        });
        return command;
    }

    /// <summary>Says what is wrong with a command line of the console; null if it is not one, or nothing is.</summary>
    public static string? ProblemOf(ParseResult parsed)
    {
        if (parsed.Action is not ParseErrorAction) return null;
        SymbolResult? at = parsed.CommandResult;
        while (at is CommandResult { Command.Name: not Name }) at = at.Parent;
        return at is CommandResult found && found.Parent is CommandResult { Parent: null } ? UsageErrors.Of(found.Command, parsed) : null;
    }
}
