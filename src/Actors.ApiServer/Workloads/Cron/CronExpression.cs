using System.Globalization;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>
/// When something is due again and again: five fields (minute, hour, day of the month, month, day of the week), a word such as <c>@daily</c>, or
/// <c>@every 1h30m</c>. A time that a zone leaves out when its clocks go forward is left out; one it has twice is due twice.
/// </summary>
/// <remarks>https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax</remarks>
internal sealed class CronExpression
{
    /// <summary>No day is further away: February 29 comes every four years, or every eight around a century's end.</summary>
    private const int DaysMax = 366 * 9;

    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _days;
    private readonly CronField _months;
    private readonly CronField _weekdays;
    private readonly TimeSpan _every;

    private CronExpression(TimeSpan every) => _every = every;

    private CronExpression(string[] fields)
    {
        _minutes = CronField.Parse(fields[0], 0, 59, []);
        _hours = CronField.Parse(fields[1], 0, 23, []);
        _days = CronField.Parse(fields[2], 1, 31, []);
        _months = CronField.Parse(fields[3], 1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]);
        _weekdays = CronField.Parse(fields[4], 0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]);
    }

    /// <exception cref="FormatException">It is no schedule; the message says what is wrong.</exception>
    public static CronExpression Parse(string text)
    {
        if (CronSchedule.Problem(text) is { } problem) throw new FormatException(problem);
        if (text.StartsWith("@every ", StringComparison.Ordinal)) return new CronExpression(Interval(text["@every ".Length..]));
        var fields = text switch
        {
            "@yearly" or "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" or "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            _ => text,
        };
        return new CronExpression(fields.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The first time after another at which it is due; null if there is none, as on February 30.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        if (_every > TimeSpan.Zero) return after.AddTicks(-(after.Ticks % TimeSpan.TicksPerSecond)) + _every;
        var start = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        for (var day = 0; day < DaysMax; day++)
        {
            var date = start.Date.AddDays(day);
            if (!IsDay(date)) continue;
            for (var hour = day == 0 ? start.Hour : 0; hour < 24; hour++)
            {
                if (_hours.Has(hour) && InHour(date.AddHours(hour), after, zone) is { } found) return found;
            }
        }

        return null;
    }

    private DateTimeOffset? InHour(DateTime hour, DateTimeOffset after, TimeZoneInfo zone)
    {
        foreach (var offset in OffsetsOf(hour, zone))
        {
            for (var minute = 0; minute < 60; minute++)
            {
                if (!_minutes.Has(minute)) continue;
                var time = new DateTimeOffset(hour.AddMinutes(minute), offset);
                if (time > after && TimeZoneInfo.ConvertTime(time, zone).DateTime == time.DateTime) return time.ToUniversalTime();
            }
        }

        return null;
    }

    /// <summary>How far an hour of the zone's clocks is from UTC: two values when clocks go back, the one that comes first first.</summary>
    private static IEnumerable<TimeSpan> OffsetsOf(DateTime hour, TimeZoneInfo zone) =>
        zone.IsAmbiguousTime(hour) ? zone.GetAmbiguousTimeOffsets(hour).OrderDescending() : new[] { zone.GetUtcOffset(hour), zone.GetUtcOffset(hour.AddMinutes(59)) }.Distinct();

    /// <summary>With both days of the month and of the week given, either is enough.</summary>
    private bool IsDay(DateTime date)
    {
        if (!_months.Has(date.Month)) return false;
        var (isDay, isWeekday) = (_days.Has(date.Day), _weekdays.Has((int)date.DayOfWeek));
        return _days.IsAny || _weekdays.IsAny ? isDay && isWeekday : isDay || isWeekday;
    }

    private static TimeSpan Interval(string text)
    {
        var interval = SimulationAnnotations.ParseDuration(text) ?? throw new FormatException($"'{text}' is no duration such as 1h30m");
        return interval < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(Math.Floor(interval.TotalSeconds));
    }
}

/// <summary>One field of a schedule: the values it allows.</summary>
internal readonly record struct CronField(ulong Values, bool IsAny)
{
    public bool Has(int value) => (Values & (1ul << value)) != 0;

    /// <param name="text">Ranges and steps, such as <c>*/15</c>, <c>1-5</c>, <c>mon,wed</c>; well formed.</param>
    /// <param name="min">The least value there is.</param>
    /// <param name="max">The greatest.</param>
    /// <param name="names">What values are called, from <paramref name="min"/> on.</param>
    public static CronField Parse(string text, int min, int max, string[] names)
    {
        var (values, isAny) = (0ul, false);
        foreach (var range in text.Split(','))
        {
            var parts = range.Split('/');
            var step = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
            var isStar = parts[0] is "*" or "?";
            var ends = isStar ? [] : parts[0].Split('-');
            var first = isStar ? min : Value(ends[0], min, names);
            // A single value with a step goes on to the end, without one it stands alone.
            var last = isStar || (ends.Length == 1 && parts.Length == 2) ? max : Value(ends[^1], min, names);
            for (var value = first; value <= last; value += step) values |= 1ul << value;
            isAny |= isStar && step == 1;
        }

        return new CronField(values, isAny);
    }

    private static int Value(string text, int min, string[] names)
    {
        var index = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index + min : int.Parse(text, CultureInfo.InvariantCulture);
    }
}
