using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>A point in time to the microsecond (metav1.MicroTime), as leases and events hold it.</summary>
/// <remarks>Written in UTC with all six decimal places: the API server takes nothing else.</remarks>
[JsonConverter(typeof(Converter))]
public readonly record struct MicroTime : IComparable<MicroTime>, IComparable
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private readonly DateTimeOffset _value;

    /// <summary>This time, cut to whole microseconds.</summary>
    public MicroTime(DateTimeOffset value)
    {
        var utc = value.ToUniversalTime();
        _value = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>The time in UTC.</summary>
    public DateTimeOffset Value => _value;

    /// <summary>Reads a time; what is finer than a microsecond is cut off.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static MicroTime Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var time) ? time : throw new FormatException(ErrorFor(text));
    }

    /// <summary>Reads a time; false if it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MicroTime time)
    {
        var isTime = Rfc3339.TryParse(text, out var value);
        time = new MicroTime(value);
        return isTime;
    }

    /// <summary>This time, cut to whole microseconds.</summary>
    public static implicit operator MicroTime(DateTimeOffset value) => new(value);

    /// <summary>The time in UTC.</summary>
    public static implicit operator DateTimeOffset(MicroTime time) => time._value;

    /// <summary>Whether the first is earlier.</summary>
    public static bool operator <(MicroTime left, MicroTime right) => left._value < right._value;

    /// <summary>Whether the first is not later.</summary>
    public static bool operator <=(MicroTime left, MicroTime right) => left._value <= right._value;

    /// <summary>Whether the first is later.</summary>
    public static bool operator >(MicroTime left, MicroTime right) => left._value > right._value;

    /// <summary>Whether the first is not earlier.</summary>
    public static bool operator >=(MicroTime left, MicroTime right) => left._value >= right._value;

    /// <inheritdoc/>
    public int CompareTo(MicroTime other) => _value.CompareTo(other._value);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        MicroTime other => CompareTo(other),
        _ => throw new ArgumentException($"A time cannot be compared with a {obj.GetType().Name}", nameof(obj)),
    };

    /// <summary>As it is written in JSON: <c>2026-01-02T03:04:05.678901Z</c>.</summary>
    public override string ToString() => _value.ToString(Form, CultureInfo.InvariantCulture);

    private static string ErrorFor(string? text) => $"'{text}' is not a time as RFC 3339 writes it, such as '2026-01-02T03:04:05.678901Z'";

    internal sealed class Converter : JsonConverter<MicroTime>
    {
        public override MicroTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String) throw new JsonException($"A time is a string, not {reader.TokenType}");
            var text = reader.GetString();
            return TryParse(text, out var time) ? time : throw new JsonException(ErrorFor(text));
        }

        public override void Write(Utf8JsonWriter writer, MicroTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
