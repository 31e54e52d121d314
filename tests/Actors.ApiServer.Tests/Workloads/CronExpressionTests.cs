using System.Globalization;

namespace Actors.ApiServer.Workloads.Tests;

public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("* * * * *", "2026-03-02T08:00:30Z", "2026-03-02T08:01:00Z")]
    [InlineData("* * * * *", "2026-03-02T08:01:00Z", "2026-03-02T08:02:00Z")]
    [InlineData("*/15 * * * *", "2026-03-02T08:45:00Z", "2026-03-02T09:00:00Z")]
    [InlineData("5/20 * * * *", "2026-03-02T08:05:00Z", "2026-03-02T08:25:00Z")]
    [InlineData("10-20/5 3 * * *", "2026-03-02T03:15:00Z", "2026-03-02T03:20:00Z")]
    [InlineData("10-20/5 3 * * *", "2026-03-02T03:20:00Z", "2026-03-03T03:10:00Z")]
    [InlineData("0 0 31 * *", "2026-03-31T00:00:00Z", "2026-05-31T00:00:00Z")]
    [InlineData("0 0 29 feb ?", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 12 * * mon-FRI", "2026-03-06T12:00:00Z", "2026-03-09T12:00:00Z")]
    [InlineData("0 0 13 * 5", "2026-03-01T00:00:00Z", "2026-03-06T00:00:00Z")]
    [InlineData("0 0 1,15 * *", "2026-03-02T00:00:00Z", "2026-03-15T00:00:00Z")]
    [InlineData("0 22 * JAN,dec *", "2026-03-02T00:00:00Z", "2026-12-01T22:00:00Z")]
    [InlineData("@hourly", "2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z")]
    [InlineData("@daily", "2026-03-02T08:00:00Z", "2026-03-03T00:00:00Z")]
    [InlineData("@weekly", "2026-03-02T08:00:00Z", "2026-03-08T00:00:00Z")]
    [InlineData("@monthly", "2026-03-02T08:00:00Z", "2026-04-01T00:00:00Z")]
    [InlineData("@yearly", "2026-03-02T08:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("@every 1h30m", "2026-03-02T08:00:00Z", "2026-03-02T09:30:00Z")]
    [InlineData("0 0 30 2 *", "2026-03-02T08:00:00Z", null)]
    public void Says_when_it_is_due_next(string schedule, string after, string? next) =>
        Assert.Equal(next, Write(CronExpression.Parse(schedule).Next(Time(after), TimeZoneInfo.Utc)));

    [Theory]
    [InlineData("0 9 * * *", "Europe/Berlin", "2026-07-01T07:30:00Z", "2026-07-02T07:00:00Z")]
    [InlineData("0 9 * * *", "Asia/Kolkata", "2026-07-01T00:00:00Z", "2026-07-01T03:30:00Z")]
    // Clocks go from 2 to 3 on March 29, and from 3 back to 2 on October 25.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("0 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")]
    public void Goes_by_the_clocks_of_a_zone(string schedule, string zone, string after, string next) =>
        Assert.Equal(next, Write(CronExpression.Parse(schedule).Next(Time(after), TimeZoneInfo.FindSystemTimeZoneById(zone))));

    [Theory]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("a * * * *")]
    [InlineData("@sometimes")]
    [InlineData("@every soon")]
    public void Refuses_what_is_no_schedule(string schedule) => Assert.Throws<FormatException>(() => CronExpression.Parse(schedule));

    [Fact]
    public void Finds_what_trying_every_minute_finds()
    {
        const int Seed = 20260302;
        var random = new Random(Seed);
        for (var round = 0; round < 300; round++)
        {
            var schedule = $"{Field(random, 60)} {Field(random, 24)} {Field(random, 28, 1)} * {Field(random, 7)}";
            var after = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(31_536_000));
            var cron = CronExpression.Parse(schedule);
            var next = cron.Next(after, TimeZoneInfo.Utc)!.Value;
            Assert.True(IsDue(schedule, next), $"seed {Seed}: {schedule} after {after:O} is not due at {next:O}");
            var minute = after.AddTicks(-(after.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
            for (; minute < next; minute = minute.AddMinutes(1)) Assert.False(IsDue(schedule, minute), $"seed {Seed}: {schedule} after {after:O} is due at {minute:O} already");
        }
    }

    private static string Field(Random random, int count, int min = 0) => random.Next(3) switch
    {
        0 => "*",
        1 => (min + random.Next(count)).ToString(CultureInfo.InvariantCulture),
        _ => $"{min}-{min + random.Next(count)}",
    };

    /// <summary>The rules again, as plainly as can be: for fields that are a star, a number or a range.</summary>
    private static bool IsDue(string schedule, DateTimeOffset time)
    {
        var fields = schedule.Split(' ');
        var days = (Has(fields[2], time.Day), Has(fields[4], (int)time.DayOfWeek));
        var isDay = fields[2] == "*" || fields[4] == "*" ? days is (true, true) : days is not (false, false);
        return time.Second == 0 && Has(fields[0], time.Minute) && Has(fields[1], time.Hour) && isDay;
    }

    private static bool Has(string field, int value)
    {
        if (field == "*") return true;
        var ends = field.Split('-').Select(static end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
        return value >= ends[0] && value <= ends[^1];
    }

    private static DateTimeOffset Time(string text) => Times.Read(text)!.Value;

    private static string? Write(DateTimeOffset? time) => time is null ? null : Times.Write(time.Value);
}
