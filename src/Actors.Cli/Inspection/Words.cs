using System.CommandLine;
using System.Globalization;

namespace Actors.Cli.Inspection;

/// <summary>Words of which only some are accepted, in any case, and completed.</summary>
internal static class Words
{
    public static readonly string[] States =
        ["Absent", "Starting", "Idle", "Queued", "Waiting", "Running", "RunningDirty", "Deleting", "Backoff", "Scheduled", "Failed", "Paused"];

    public static readonly string[] Sorts = ["name", "age", "attempts", "due", "duration"];

    public static readonly string[] Levels = ["Trace", "Debug", "Information", "Warning", "Error", "Critical", "None", "Default"];

    public static void Accept<T>(Option<T> option, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Problem(result.Tokens[0].Value, words) is { } problem) result.AddError($"{option.Name}: {problem}");
        });
    }

    /// <summary>Words separated by commas.</summary>
    public static void AcceptList(Option<string?> option, params string[] words)
    {
        option.CompletionSources.Add(context =>
        {
            var start = context.WordToComplete[..(context.WordToComplete.LastIndexOf(',') + 1)];
            return words.Select(word => start + word);
        });
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                foreach (var word in token.Value.Split(','))
                {
                    if (Problem(word, words) is { } problem) result.AddError($"{option.Name}: {problem}");
                }
            }
        });
    }

    /// <summary>Reads a number; what is none, or out of range, is said so.</summary>
    public static Func<System.CommandLine.Parsing.ArgumentResult, int> Number(string name, int least, int most) => result =>
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is a number {(most == int.MaxValue ? $"from {least} on" : $"from {least} to {most}")}, not '{text}'"));
        return 0;
    };

    /// <summary>The word as it is written; null if there is none.</summary>
    public static string? Find(string word, IEnumerable<string> words) => words.FirstOrDefault(one => one.Equals(word, StringComparison.OrdinalIgnoreCase));

    public static string? Problem(string word, IReadOnlyList<string> words) =>
        Find(word, words) is not null ? null : $"'{word}' is none of {string.Join(", ", words)}{Nearest.Hint(word, words)}";
}
