using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Actors.Kubernetes.Models;

/// <summary>Reads the grammar of quantities: a sign, digits with at most one point, a suffix or an exponent.</summary>
internal static class QuantityParser
{
    // Far beyond what a quantity can hold; keeps a hostile text from costing memory.
    private const int LengthMax = 128;
    private const int ExponentMax = 128;

    // As Kubernetes does: where powers of 1024 are used, more than a 64-bit integer holds counts as just that.
    private static readonly BigInteger BinaryMax = (BigInteger)long.MaxValue * 1_000_000_000;

    private const string Forms =
        "a quantity is a number with an optional suffix: n u m k M G T P E (powers of 1000), Ki Mi Gi Ti Pi Ei (powers of 1024), " +
        "or an exponent such as e3";

    public static bool TryParse(string text, out Quantity quantity, [NotNullWhen(false)] out string? error)
    {
        quantity = default;
        error = Read(text, ref quantity) is { } problem ? $"'{Shortened(text)}' is not a quantity: {problem}; {Forms}" : null;
        return error is null;
    }

    private static string Shortened(string text) => text.Length <= LengthMax ? text : text[..LengthMax] + "…";

    private static string? Read(string text, ref Quantity quantity)
    {
        if (text.Length == 0) return "it is empty";
        if (text.Length > LengthMax) return $"it has more than {LengthMax} characters";
        var position = text[0] is '+' or '-' ? 1 : 0;
        var integer = Digits(text, ref position);
        var fraction = "";
        if (position < text.Length && text[position] == '.')
        {
            position++;
            fraction = Digits(text, ref position);
        }

        if (integer.Length + fraction.Length == 0) return $"there is no digit at position {(text[0] is '+' or '-' ? 1 : 0)}";
        var suffix = text[position..];
        if (SuffixOf(suffix) is not { } unit) return $"'{suffix}' at position {position} is no suffix";
        if (unit.Ten is < -ExponentMax or > ExponentMax) return $"the exponent {unit.Ten} is beyond ±{ExponentMax}";

        var magnitude = NanosOf(BigInteger.Parse(integer + fraction, CultureInfo.InvariantCulture) << unit.Two, unit.Ten - fraction.Length);
        if (unit.Format == QuantityFormat.BinarySI && magnitude > BinaryMax) magnitude = BinaryMax;
        if (magnitude > (BigInteger)Int128.MaxValue) return "it is beyond ±1.7e29";
        var nanos = (Int128)magnitude;
        // As Kubernetes does: a part of one is never said in powers of 1024.
        var isPartOfOne = magnitude < 1_000_000_000 && !magnitude.IsZero;
        var format = isPartOfOne && unit.Format == QuantityFormat.BinarySI ? QuantityFormat.DecimalSI : unit.Format;
        quantity = new Quantity(text[0] == '-' ? -nanos : nanos, format);
        return null;
    }

    private static BigInteger NanosOf(BigInteger mantissa, int exponent)
    {
        var scale = exponent + Quantity.DecimalPlaces;
        if (scale >= 0) return mantissa * BigInteger.Pow(10, scale);
        var quotient = BigInteger.DivRem(mantissa, BigInteger.Pow(10, -scale), out var rest);
        return rest.IsZero ? quotient : quotient + 1;
    }

    private static string Digits(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
        return text[start..position];
    }

    private static (int Ten, int Two, QuantityFormat Format)? SuffixOf(string suffix)
    {
        var power = Array.IndexOf(Quantity.DecimalSuffixes, suffix);
        if (power >= 0) return ((3 * power) - Quantity.DecimalPlaces, 0, QuantityFormat.DecimalSI);
        power = Array.IndexOf(Quantity.BinarySuffixes, suffix);
        if (power > 0) return (0, 10 * power, QuantityFormat.BinarySI);
        var isExponent = suffix[0] is 'e' or 'E' &&
            int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power);
        return isExponent ? (power, 0, QuantityFormat.DecimalExponent) : null;
    }
}
