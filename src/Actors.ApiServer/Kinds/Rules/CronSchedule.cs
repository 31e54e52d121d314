using System.Globalization;

namespace Actors.ApiServer.Kinds;

/// <summary>The notation of schedules: five fields (minute, hour, day of the month, month, day of the week) or a word such as <c>@daily</c>.</summary>
internal static class CronSchedule
{
    private static readonly (int Min, int Max, string[] Names)[] Fields =
    [
        (0, 59, []),
        (0, 23, []),
        (1, 31, []),
        (1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        (0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ];

    private static readonly string[] Words = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

    /// <summary>What is wrong with a schedule; null if nothing is.</summary>
    public static string? Problem(string schedule)
    {
        if (schedule.StartsWith('@'))
        {
            var isKnown = Words.Contains(schedule) || schedule.StartsWith("@every ", StringComparison.Ordinal);
            return isKnown ? null : $"unrecognized descriptor: {schedule}";
        }

        var parts = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
            return string.Create(CultureInfo.InvariantCulture, $"expected exactly {Fields.Length} fields, found {parts.Length}: [{string.Join(' ', parts)}]");
        for (var index = 0; index < parts.Length; index++)
        {
            foreach (var range in parts[index].Split(','))
            {
                if (RangeProblem(range, Fields[index].Min, Fields[index].Max, Fields[index].Names) is { } problem) return problem;
            }
        }

        return null;
    }

    private static string? RangeProblem(string text, int min, int max, string[] names)
    {
        var parts = text.Split('/');
        if (parts.Length > 2) return $"too many slashes: {text}";
        if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var step) || step == 0))
            return $"step of range should be a positive number: {text}";
        if (parts[0] is "*" or "?") return null;
        var ends = parts[0].Split('-');
        if (ends.Length > 2) return $"too many hyphens: {text}";
        if (Value(ends[0], names) is not { } start || Value(ends[^1], names) is not { } end) return $"failed to parse int from {parts[0]}: {text}";
        if (start < min) return string.Create(CultureInfo.InvariantCulture, $"beginning of range ({start}) below minimum ({min}): {text}");
        if (end > max) return string.Create(CultureInfo.InvariantCulture, $"end of range ({end}) above maximum ({max}): {text}");
        return start > end ? string.Create(CultureInfo.InvariantCulture, $"beginning of range ({start}) beyond end of range ({end}): {text}") : null;
    }

    private static int? Value(string text, string[] names)
    {
        var index = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (index >= 0) return names.Length == 12 ? index + 1 : index;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
