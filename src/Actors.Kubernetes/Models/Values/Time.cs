using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>A point in time to the second, as most fields of the API hold it (metav1.Time): written in UTC.</summary>
/// <remarks>Cut when it is made and not only when it is written, so that what was just written equals what the server gives back.</remarks>
[JsonConverter(typeof(Converter))]
public readonly record struct Time : IComparable<Time>, IComparable
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private readonly DateTimeOffset _value;

    /// <summary>This time, cut to whole seconds.</summary>
    public Time(DateTimeOffset value)
    {
        var utc = value.ToUniversalTime();
        _value = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }

    /// <summary>The time in UTC.</summary>
    public DateTimeOffset Value => _value;

    /// <summary>Reads a time; what is finer than a second is cut off.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Time Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var time) ? time : throw new FormatException(ErrorFor(text));
    }

    /// <summary>Reads a time; false if it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Time time)
    {
        var isTime = Rfc3339.TryParse(text, out var value);
        time = new Time(value);
        return isTime;
    }

    /// <summary>This time, cut to whole seconds.</summary>
    public static implicit operator Time(DateTimeOffset value) => new(value);

    /// <summary>The time in UTC.</summary>
    public static implicit operator DateTimeOffset(Time time) => time._value;

    /// <summary>Whether the first is earlier.</summary>
    public static bool operator <(Time left, Time right) => left._value < right._value;

    /// <summary>Whether the first is not later.</summary>
    public static bool operator <=(Time left, Time right) => left._value <= right._value;

    /// <summary>Whether the first is later.</summary>
    public static bool operator >(Time left, Time right) => left._value > right._value;

    /// <summary>Whether the first is not earlier.</summary>
    public static bool operator >=(Time left, Time right) => left._value >= right._value;

    /// <inheritdoc/>
    public int CompareTo(Time other) => _value.CompareTo(other._value);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Time other => CompareTo(other),
        _ => throw new ArgumentException($"A time cannot be compared with a {obj.GetType().Name}", nameof(obj)),
    };

    /// <summary>As it is written in JSON: <c>2026-01-02T03:04:05Z</c>.</summary>
    public override string ToString() => _value.ToString(Form, CultureInfo.InvariantCulture);

    private static string ErrorFor(string? text) => $"'{text}' is not a time as RFC 3339 writes it, such as '2026-01-02T03:04:05Z'";

    internal sealed class Converter : JsonConverter<Time>
    {
        public override Time Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String) throw new JsonException($"A time is a string, not {reader.TokenType}");
            var text = reader.GetString();
            return TryParse(text, out var time) ? time : throw new JsonException(ErrorFor(text));
        }

        public override void Write(Utf8JsonWriter writer, Time value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
