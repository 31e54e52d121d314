using System.Buffers;
using System.Globalization;

namespace Actors.Operators.Management;

/// <summary>Durations as kubectl writes them: <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>1d</c>.</summary>
internal static class Durations
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || digits > 7) return false;
            var number = int.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            var unit = rest[digits] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
            if (unit == 0) return false;
            duration += TimeSpan.FromSeconds((double)number * unit);
            rest = rest[(digits + 1)..];
        }

        return text.Length > 0;
    }
}
