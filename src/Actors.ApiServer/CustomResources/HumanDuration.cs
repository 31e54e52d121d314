using System.Globalization;

namespace Actors.ApiServer.CustomResources;

/// <summary>How long ago, with as many digits as anyone wants to read: <c>59s</c>, <c>3m20s</c>, <c>5h</c>, <c>7d23h</c>, <c>2y11d</c>.</summary>
internal static class HumanDuration
{
    public static string Write(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        var minutes = (long)duration.TotalMinutes;
        var hours = (long)duration.TotalHours;
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 120 => Text($"{seconds}s"),
            _ when minutes < 10 => Two(minutes, "m", seconds % 60, "s"),
            _ when minutes < 180 => Text($"{minutes}m"),
            _ when hours < 8 => Two(hours, "h", minutes % 60, "m"),
            _ when hours < 48 => Text($"{hours}h"),
            _ when hours < 24 * 8 => Two(hours / 24, "d", hours % 24, "h"),
            _ when hours < 24 * 365 * 2 => Text($"{hours / 24}d"),
            _ when hours < 24 * 365 * 8 => Two(hours / 24 / 365, "y", hours / 24 % 365, "d"),
            _ => Text($"{hours / 24 / 365}y"),
        };
    }

    private static string Two(long great, string greatUnit, long small, string smallUnit) =>
        small == 0 ? Text($"{great}{greatUnit}") : Text($"{great}{greatUnit}{small}{smallUnit}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
