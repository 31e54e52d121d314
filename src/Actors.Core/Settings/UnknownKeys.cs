namespace Actors.Settings;

/// <summary>Finds what is set and read by nobody, and guesses what was meant.</summary>
internal static class UnknownKeys
{
    /// <summary>Below this key anything may be set, to be used in substitutions.</summary>
    public const string FreeRoot = "vars";

    public static void Report(HoconObject root, IReadOnlyList<SettingInfo> known, List<SettingsError> errors)
    {
        var keys = known.Select(setting => setting.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, value) in HoconPath.Leaves(root))
        {
            // Below a known key the reader has said already that it must be one value.
            if (key.StartsWith(FreeRoot + ".", StringComparison.Ordinal) || keys.Any(one => key == one || key.StartsWith(one + ".", StringComparison.Ordinal))) continue;
            errors.Add(new SettingsError(value.Origin, $"{key} is not a setting; {Suggestion(key, keys)}"));
        }
    }

    private static string Suggestion(string key, HashSet<string> keys)
    {
        var below = keys.Where(known => known.StartsWith(key + ".", StringComparison.Ordinal)).ToList();
        if (below.Count > 0) return $"settings below it: {string.Join(", ", below)}";
        var nearest = keys.MinBy(known => (Distance(key, known), known))!;
        return Distance(key, nearest) <= Math.Max(3, key.Length / 3) ? $"did you mean {nearest}?" : "'actors config' lists them all";
    }

    /// <summary>Levenshtein's distance: how many letters to add, drop or change.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
