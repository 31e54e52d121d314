namespace Actors.Cli.Inspection;

/// <summary>What somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>The known word nearest to one that is not; null if none is near.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        var best = known
            .Select(one => (Word: one, Distance: Distance(word.ToUpperInvariant(), one.ToUpperInvariant())))
            .OrderBy(static one => one.Distance).ThenBy(static one => one.Word, StringComparer.Ordinal)
            .FirstOrDefault();
        if (best.Word is not null && best.Distance <= Math.Max(1, Math.Min(word.Length, best.Word.Length) / 3)) return best.Word;
        return word.Length < 2 ? null : known.Where(one => one.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary><c>; did you mean 'X'?</c>, or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> known) => Of(word, known) is { } near ? $"; did you mean '{near}'?" : "";

    /// <summary>How many characters are inserted, left out, replaced or swapped with their neighbour.</summary>
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[one.Length, other.Length];
    }
}
