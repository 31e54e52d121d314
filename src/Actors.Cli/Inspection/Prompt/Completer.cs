using System.CommandLine;

namespace Actors.Cli.Inspection.Prompt;

/// <summary>Completes the word before the cursor, by the commands' own table.</summary>
internal sealed class Completer(Command root)
{
    /// <summary>What the word can become.</summary>
    /// <param name="typed">The line up to the cursor.</param>
    /// <returns>Where the word begins, and what can stand in its place, sorted.</returns>
    public (int Start, IReadOnlyList<string> Words) Complete(string typed)
    {
        var start = typed.LastIndexOf(' ') + 1;
        var word = typed[start..];
        var words = root.Parse(typed).GetCompletions(typed.Length)
            .Select(static one => one.InsertText ?? one.Label)
            .Where(one => one is not ("/?" or "/h") && one.StartsWith(word, StringComparison.OrdinalIgnoreCase) && one.StartsWith('-') == word.StartsWith('-'))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        return (start, [.. words]);
    }

    /// <summary>What all words begin with.</summary>
    public static string CommonStart(IReadOnlyList<string> words)
    {
        var length = words.Min(static one => one.Length);
        for (var at = 0; at < length; at++)
        {
            if (words.Any(one => char.ToUpperInvariant(one[at]) != char.ToUpperInvariant(words[0][at]))) return words[0][..at];
        }

        return words[0][..length];
    }
}
