using System.Globalization;

namespace Actors.ApiServer.Tables;

/// <summary>How long ago something was, as kubectl shows it: the fewer digits the longer it is (<c>k8s.io/apimachinery/pkg/util/duration</c>).</summary>
internal static class HumanDuration
{
    private const int HoursPerDay = 24;
    private const int DaysPerYear = 365;

    public static string Format(TimeSpan age)
    {
        var seconds = (long)age.TotalSeconds;
        var (minutes, hours) = (seconds / 60, seconds / 3600);
        var days = hours / HoursPerDay;
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 120 => Text($"{seconds}s"),
            _ when minutes < 10 => With(minutes, "m", seconds % 60, "s"),
            _ when minutes < 180 => Text($"{minutes}m"),
            _ when hours < 8 => With(hours, "h", minutes % 60, "m"),
            _ when hours < 2 * HoursPerDay => Text($"{hours}h"),
            _ when days < 8 => With(days, "d", hours % HoursPerDay, "h"),
            _ when days < 2 * DaysPerYear => Text($"{days}d"),
            _ when days < 8 * DaysPerYear => With(days / DaysPerYear, "y", days % DaysPerYear, "d"),
            _ => Text($"{days / DaysPerYear}y"),
        };
    }

    private static string With(long count, string unit, long rest, string restUnit) =>
        rest == 0 ? Text($"{count}{unit}") : Text($"{count}{unit}{rest}{restUnit}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
