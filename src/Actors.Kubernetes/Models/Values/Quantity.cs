using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>
/// An amount of a resource, such as <c>500m</c> CPUs or <c>2Gi</c> bytes: a fixed-point number with nine decimal places (what is finer is
/// rounded away from zero, as Kubernetes does) and the family of suffixes it is written with. Equality and order are those of the number.
/// </summary>
/// <remarks>
/// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/. A quantity that was read from JSON is written back to
/// JSON as it was; one that was computed in its canonical form, which <see cref="ToString"/> always gives.
/// </remarks>
[JsonConverter(typeof(QuantityJsonConverter))]
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>, IComparable
{
    internal const int DecimalPlaces = 9;

    internal static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    /// <summary>By the exponent of 1000, from nano on.</summary>
    internal static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    private const long NanosPerUnit = 1_000_000_000;

    private readonly Int128 _nanos;

    internal Quantity(Int128 nanos, QuantityFormat format)
        : this(nanos, format, null)
    {
    }

    private Quantity(Int128 nanos, QuantityFormat format, JsonToken? source)
    {
        _nanos = nanos;
        Format = format;
        Source = source;
    }

    /// <summary>A quantity of this value.</summary>
    /// <param name="value">In units (CPUs, bytes, pieces).</param>
    /// <param name="format">The family of suffixes it is written with.</param>
    public Quantity(decimal value, QuantityFormat format = QuantityFormat.DecimalSI)
        : this(NanosOf(value), format)
    {
    }

    /// <summary>The family of suffixes this is written with, where its value allows it.</summary>
    public QuantityFormat Format { get; }

    /// <summary>Whether the value is zero.</summary>
    public bool IsZero => _nanos == 0;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Int128.Sign(_nanos);

    /// <summary>How it was written where it was read from, if not canonical.</summary>
    internal JsonToken? Source { get; }

    /// <summary>Reads a quantity.</summary>
    /// <exception cref="FormatException">It is not one; the message says why and what would be.</exception>
    public static Quantity Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return QuantityParser.TryParse(text, out var quantity, out var error) ? quantity : throw new FormatException(error);
    }

    /// <summary>Reads a quantity; false if it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Quantity quantity)
    {
        quantity = default;
        return text is not null && QuantityParser.TryParse(text, out quantity, out _);
    }

    /// <summary>Reads a quantity, so that a literal can be given where one is wanted.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static implicit operator Quantity(string text) => Parse(text);

    /// <summary>The sum, in the family of the first, or of the second where the first is zero.</summary>
    /// <exception cref="OverflowException">It is beyond ±1.7e29.</exception>
    public static Quantity operator +(Quantity left, Quantity right) => left.Add(right);

    /// <summary>The difference, in the family of the first, or of the second where the first is zero.</summary>
    /// <exception cref="OverflowException">It is beyond ±1.7e29.</exception>
    public static Quantity operator -(Quantity left, Quantity right) => left.Subtract(right);

    /// <summary>The same with the other sign.</summary>
    public static Quantity operator -(Quantity value) => value.Negate();

    /// <summary>Whether both are the same number.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left._nanos == right._nanos;

    /// <summary>Whether they are different numbers.</summary>
    public static bool operator !=(Quantity left, Quantity right) => left._nanos != right._nanos;

    /// <summary>Whether the first is the smaller number.</summary>
    public static bool operator <(Quantity left, Quantity right) => left._nanos < right._nanos;

    /// <summary>Whether the first is not the greater number.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left._nanos <= right._nanos;

    /// <summary>Whether the first is the greater number.</summary>
    public static bool operator >(Quantity left, Quantity right) => left._nanos > right._nanos;

    /// <summary>Whether the first is not the smaller number.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left._nanos >= right._nanos;

    /// <summary>The sum, in the family of this, or of the other where this is zero.</summary>
    /// <exception cref="OverflowException">It is beyond ±1.7e29.</exception>
    public Quantity Add(Quantity other) => new(checked(_nanos + other._nanos), IsZero ? other.Format : Format);

    /// <summary>The difference, in the family of this, or of the other where this is zero.</summary>
    /// <exception cref="OverflowException">It is beyond ±1.7e29.</exception>
    public Quantity Subtract(Quantity other) => new(checked(_nanos - other._nanos), IsZero ? other.Format : Format);

    /// <summary>The same with the other sign.</summary>
    public Quantity Negate() => new(checked(-_nanos), Format);

    /// <summary>The exact number, in units.</summary>
    /// <exception cref="OverflowException">It is beyond ±7.9e28.</exception>
    public decimal ToDecimal()
    {
        var (units, rest) = Int128.DivRem(_nanos, NanosPerUnit);
        return (decimal)units + ((decimal)rest / NanosPerUnit);
    }

    /// <summary>The number in units, rounded away from zero to a whole one, as schedulers round.</summary>
    /// <exception cref="OverflowException">It is beyond a 64-bit integer.</exception>
    public long ToInt64() => checked((long)DivideUp(NanosPerUnit));

    /// <summary>The number in thousandths of a unit, such as millicores, rounded away from zero.</summary>
    /// <exception cref="OverflowException">It is beyond a 64-bit integer.</exception>
    public long ToMilli() => checked((long)DivideUp(NanosPerUnit / 1000));

    /// <summary>
    /// The canonical form: no fraction, the greatest suffix of its family that makes this possible. What its family cannot say is written in
    /// another: binary values below 1024 or with a fraction are written with decimal suffixes.
    /// </summary>
    public override string ToString()
    {
        if (IsZero) return "0";
        return Format == QuantityFormat.BinarySI && Int128.Abs(_nanos) >= 1024 * (Int128)NanosPerUnit && _nanos % NanosPerUnit == 0
            ? BinaryText(_nanos / NanosPerUnit)
            : DecimalText();
    }

    /// <inheritdoc/>
    public bool Equals(Quantity other) => this == other;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Quantity other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => _nanos.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => _nanos.CompareTo(other._nanos);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Quantity other => CompareTo(other),
        _ => throw new ArgumentException($"A quantity cannot be compared with a {obj.GetType().Name}", nameof(obj)),
    };

    internal Quantity ReadFrom(JsonToken source) => new(_nanos, Format, source);

    private static string BinaryText(Int128 units)
    {
        var power = 0;
        while (power < BinarySuffixes.Length - 1 && (units & 1023) == 0)
        {
            units >>= 10;
            power++;
        }

        return units.ToString(CultureInfo.InvariantCulture) + BinarySuffixes[power];
    }

    private string DecimalText()
    {
        var mantissa = _nanos;
        var power = 0;
        var isExponent = Format == QuantityFormat.DecimalExponent;
        while ((isExponent || power < DecimalSuffixes.Length - 1) && mantissa % 1000 == 0)
        {
            mantissa /= 1000;
            power++;
        }

        var exponent = (3 * power) - DecimalPlaces;
        var suffix = !isExponent ? DecimalSuffixes[power] : exponent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"e{exponent}");
        return mantissa.ToString(CultureInfo.InvariantCulture) + suffix;
    }

    private Int128 DivideUp(long divisor)
    {
        var (quotient, rest) = Int128.DivRem(_nanos, divisor);
        return rest == 0 ? quotient : quotient + Sign;
    }

    private static Int128 NanosOf(decimal value)
    {
        var units = decimal.Truncate(value);
        var nanos = (value - units) * NanosPerUnit;
        return ((Int128)units * NanosPerUnit) + (Int128)(nanos < 0 ? decimal.Floor(nanos) : decimal.Ceiling(nanos));
    }
}
