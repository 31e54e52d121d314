using System.Globalization;

namespace Actors.Cli.Inspection.Output;

/// <summary>Times as kubectl prints them: two units at most, the second one only while it matters.</summary>
internal static class Ages
{
    private const string None = "-";

    /// <summary>From <c>12ms</c> over <c>90s</c>, <c>5m32s</c>, <c>47m</c>, <c>5h10m</c>, <c>30h</c>, <c>3d4h</c> to <c>9y</c>.</summary>
    public static string Of(TimeSpan time)
    {
        if (time <= TimeSpan.Zero) return "0s";
        if (time < TimeSpan.FromSeconds(1)) return Invariant($"{Math.Max(1, (int)time.TotalMilliseconds)}ms");
        var (seconds, minutes, hours, days) = ((long)time.TotalSeconds, (long)time.TotalMinutes, (long)time.TotalHours, (long)time.TotalDays);
        if (seconds < 120) return Invariant($"{seconds}s");
        if (minutes < 10) return Two(minutes, "m", seconds % 60, "s");
        if (hours < 3) return Invariant($"{minutes}m");
        if (hours < 8) return Two(hours, "h", minutes % 60, "m");
        if (hours < 48) return Invariant($"{hours}h");
        if (days < 8) return Two(days, "d", hours % 24, "h");
        if (days < 2 * 365) return Invariant($"{days}d");
        return days < 8 * 365 ? Two(days / 365, "y", days % 365, "d") : Invariant($"{days / 365}y");
    }

    public static string OfSeconds(double? seconds) => seconds is { } known ? Of(TimeSpan.FromSeconds(known)) : None;

    public static string Since(DateTimeOffset? then, DateTimeOffset now) => then is { } known ? Of(now - known) : None;

    /// <summary>How long until then; <c>now</c> if that is over.</summary>
    public static string Until(DateTimeOffset? then, DateTimeOffset now) => then is not { } known ? None : known <= now ? "now" : Of(known - now);

    /// <summary>A time of the day, as the one who looks has it, with milliseconds.</summary>
    public static string Clock(DateTimeOffset time) => time.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Two(long first, string unit, long second, string secondUnit) => second == 0 ? Invariant($"{first}{unit}") : Invariant($"{first}{unit}{second}{secondUnit}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
