using System.CommandLine;
using Actors.Cli.Inspection.Output;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>help</c>: all commands, or one of them with its examples.</summary>
internal static class HelpCommand
{
    public static Command Create(Command root)
    {
        var words = new Argument<string[]>("COMMAND") { Description = "The command", HelpName = "COMMAND", Arity = ArgumentArity.ZeroOrMore };
        words.CompletionSources.Add(context => Find(root, context.ParseResult.GetValue(words) ?? []).Subcommands.Select(static one => one.Name));
        var command = new Command("help", "Show all commands, or one with its options and examples") { words };
        command.SetAction(parsed =>
        {
            var typed = parsed.GetValue(words) ?? [];
            var output = parsed.InvocationConfiguration.Output;
            if (typed.Length > 0) return HelpOf(root, typed, parsed.InvocationConfiguration);
            foreach (var line in Overview(root)) output.WriteLine(line);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A command's words, arguments and what it does, for each one that does something.</summary>
    private static IEnumerable<string> Overview(Command root)
    {
        var table = new TextTable("COMMAND", "WHAT IT DOES");
        foreach (var (usage, description) in Leaves(root, "")) table.Add(usage, description);
        return [.. table.Lines(new Ink(false)), "", "All take -o table|json|yaml, -n NAMESPACE, --scope fleet|replica and --replica NAME. 'help COMMAND' has options and examples."];
    }

    private static IEnumerable<(string Usage, string Description)> Leaves(Command command, string path)
    {
        if (command.Action is not null && path.Length > 0) yield return (Usage(command, path), command.Description ?? "");
        foreach (var leaf in command.Subcommands.SelectMany(one => Leaves(one, path.Length == 0 ? one.Name : $"{path} {one.Name}"))) yield return leaf;
    }

    public static string Usage(Command command, string path) =>
        string.Join(' ', [path, .. command.Arguments.Select(static one => one.Arity.MinimumNumberOfValues == 0 ? $"[{one.HelpName ?? one.Name}]" : one.HelpName ?? one.Name)]);

    private static int HelpOf(Command root, string[] words, InvocationConfiguration configuration)
    {
        var found = Find(root, words);
        var path = UsageErrors.PathOf(root, found);
        if (path.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == words.Length) return root.Parse([.. path.Split(' '), "--help"]).Invoke(configuration);
        configuration.Error.WriteLine($"error: {UsageErrors.Unknown(root, found, words[path.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length])}");
        return ExitCodes.Usage;
    }

    /// <summary>The command that words lead to, as far as they do.</summary>
    private static Command Find(Command root, IEnumerable<string> words)
    {
        var at = root;
        foreach (var word in words)
        {
            if (at.Subcommands.FirstOrDefault(one => one.Name == word || one.Aliases.Contains(word)) is not { } next) break;
            at = next;
        }

        return at;
    }
}
