using System.Buffers;
using System.Globalization;

namespace Actors.Settings;

/// <summary>Numbers with units, as HOCON spells them, read and written.</summary>
internal static class Units
{
    private static readonly (string Name, long Ticks)[] Durations =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond), ("us", TimeSpan.TicksPerMicrosecond),
    ];

    private static readonly Dictionary<string, string> LongNames = new(StringComparer.Ordinal)
    {
        ["day"] = "d", ["days"] = "d", ["hour"] = "h", ["hours"] = "h", ["minute"] = "m", ["minutes"] = "m", ["second"] = "s", ["seconds"] = "s",
        ["milli"] = "ms", ["millis"] = "ms", ["millisecond"] = "ms", ["milliseconds"] = "ms",
        ["micro"] = "us", ["micros"] = "us", ["microsecond"] = "us", ["microseconds"] = "us",
    };

    private static readonly (string Name, long Bytes)[] Sizes =
    [
        ("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10),
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000), ("B", 1),
    ];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    public const string DurationForms = "a number and a unit: us, ms, s, m, h or d";

    public const string SizeForms = "a number and a unit: B, kB, MB, GB, TB, KiB, MiB, GiB or TiB";

    public static bool TryParseDuration(string text, out TimeSpan duration)
    {
        duration = default;
        if (!TrySplit(text, out var number, out var unit) || !TryMultiply(number, LongNames.GetValueOrDefault(unit, unit), Durations, out var ticks)) return false;
        duration = new TimeSpan((long)ticks);
        return true;
    }

    public static bool TryParseSize(string text, out long bytes)
    {
        bytes = 0;
        if (!TrySplit(text, out var number, out var unit) || !TryMultiply(number, unit, Sizes, out var exact) || exact != decimal.Truncate(exact)) return false;
        bytes = (long)exact;
        return true;
    }

    public static string Format(TimeSpan duration) => Format(duration.Ticks, Durations, "0s");

    public static string FormatSize(long bytes) => Format(bytes, Sizes, "0B");

    /// <summary>In the largest unit that leaves no remainder.</summary>
    private static string Format(long amount, (string Name, long Amount)[] units, string zero)
    {
        if (amount == 0) return zero;
        var (name, size) = Array.Find(units, unit => amount % unit.Amount == 0);
        return name is not null ? $"{amount / size}{name}" : string.Create(CultureInfo.InvariantCulture, $"{amount / (decimal)units[^1].Amount}{units[^1].Name}");
    }

    private static bool TryMultiply(decimal number, string unit, (string Name, long Amount)[] units, out decimal amount)
    {
        var size = Array.Find(units, known => known.Name == unit).Amount;
        var isPossible = size > 0 && number <= decimal.Divide(long.MaxValue, size);
        amount = isPossible ? number * size : 0;
        return isPossible;
    }

    private static bool TrySplit(string text, out decimal number, out string unit)
    {
        var digits = text.AsSpan().IndexOfAnyExcept(Digits);
        unit = digits < 0 ? "" : text[digits..].Trim();
        number = 0;
        return digits > 0 && decimal.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}
