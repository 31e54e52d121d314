using System.CommandLine;
using System.CommandLine.Parsing;
using Actors.Cli.Inspection.Commands;

namespace Actors.Cli.Inspection;

/// <summary>What is said of a command line that means nothing: one line, with the nearest that would.</summary>
internal static class UsageErrors
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="root">The command below which the console's commands are.</param>
    /// <param name="parsed">What was typed.</param>
    public static string Of(Command root, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = PathOf(root, command);
        var unmatched = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        if (unmatched is not null && command.Subcommands.Count > 0 && unmatched[0] != '-') return Unknown(root, command, unmatched);
        if (unmatched is ['-', ..]) return $"unknown option '{unmatched}'{Of(path)}{Nearest.Hint(unmatched, Options(parsed))}";
        if (unmatched is not null) return $"'{unmatched}' is one too many; it is: {HelpCommand.Usage(command, path)}";
        if (command.Subcommands.Count > 0 && command.Action is null) return $"'{path}' needs one of: {string.Join(", ", command.Subcommands.Select(static one => one.Name))}";
        var missing = command.Arguments.FirstOrDefault(one => one.Arity.MinimumNumberOfValues > (parsed.GetResult(one)?.Tokens.Count ?? 0));
        return missing is not null ? $"{missing.HelpName ?? missing.Name} is missing; it is: {HelpCommand.Usage(command, path)}" : parsed.Errors[0].Message.TrimEnd('.');
    }

    public static string Unknown(Command root, Command command, string word)
    {
        var path = PathOf(root, command);
        var known = command.Subcommands.Select(static one => one.Name).ToList();
        var hint = Nearest.Hint(word, known);
        return $"unknown command '{(path.Length == 0 ? word : $"{path} {word}")}'{(hint.Length > 0 ? hint : $"; there is: {string.Join(", ", known)}")}";
    }

    /// <summary>The words that lead to a command; none for the root itself.</summary>
    public static string PathOf(Command root, Command command)
    {
        var words = new Stack<string>();
        for (var at = command; at is not null && at != root; at = at.Parents.OfType<Command>().FirstOrDefault()) words.Push(at.Name);
        return string.Join(' ', words);
    }

    private static string Of(string path) => path.Length == 0 ? "" : $" of '{path}'";

    private static IEnumerable<string> Options(ParseResult parsed)
    {
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            if (at is not CommandResult result) continue;
            foreach (var option in result.Command.Options.Where(option => result == parsed.CommandResult || option.Recursive)) yield return option.Name;
        }
    }
}
