namespace Actors.ApiServer.Kinds;

/// <summary>A line of a table, with where it stands.</summary>
internal sealed record TableLine(string File, int Number, string Text)
{
    /// <summary>Whether it belongs to the line above it that begins at the margin.</summary>
    public bool IsIndented => Text.StartsWith(' ');

    /// <summary>Its words; what stands between double quotes is one.</summary>
    public IReadOnlyList<string> Words => field ??= Split(Text.Trim());

    /// <summary>What follows its first word.</summary>
    public string Rest => Text.Trim()[Words[0].Length..].Trim();

    public KindTableException Error(string problem) => new(File, Number, problem);

    /// <summary>The word at a place.</summary>
    /// <exception cref="KindTableException">The line has no such word.</exception>
    public string Word(int index, string what) => index < Words.Count ? Words[index] : throw Error($"{Words[0]}: {what} is missing");

    private string[] Split(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == ' ') continue;
            var quoted = text[at] == '"';
            var start = quoted ? at + 1 : at;
            at = text.IndexOf(quoted ? '"' : ' ', start);
            if (at < 0 && quoted) throw Error("a double quote is not closed");
            if (at < 0) at = text.Length;
            words.Add(text[start..at]);
        }

        return [.. words];
    }
}
