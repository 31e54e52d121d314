using System.Globalization;

namespace Actors.Kubernetes.Models;

/// <summary>Times as RFC 3339 writes them: <c>2026-01-02T03:04:05.678+01:00</c>.</summary>
internal static class Rfc3339
{
    private const int SecondsLength = 19;

    /// <summary>Reads a time; what is finer than 100 ns is cut off. The offset from UTC is required.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length <= SecondsLength) return false;
        var rest = text[SecondsLength..];
        long ticks = 0;
        if (rest[0] == '.')
        {
            var digits = 1;
            for (var unit = TimeSpan.TicksPerSecond / 10; digits < rest.Length && char.IsAsciiDigit(rest[digits]); digits++, unit /= 10)
                ticks += unit * (rest[digits] - '0');
            if (digits == 1) return false;
            rest = rest[digits..];
        }

        if (!TryParseOffset(rest, out var offset)) return false;
        const string Form = "yyyy-MM-dd'T'HH:mm:ss";
        if (!DateTime.TryParseExact(text[..SecondsLength], Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return false;
        // At the ends of the calendar the time may not exist in UTC.
        var utc = local.Ticks + ticks - offset.Ticks;
        if (utc < DateTimeOffset.MinValue.Ticks || utc > DateTimeOffset.MaxValue.Ticks) return false;
        time = new DateTimeOffset(utc, TimeSpan.Zero);
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z") return true;
        if (text.Length != 6 || text[0] is not ('+' or '-')) return false;
        if (!TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out offset)) return false;
        if (text[0] == '-') offset = -offset;
        return true;
    }
}
