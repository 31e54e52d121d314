using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>A whole number or a string, such as a port by number or name, or a count or a percentage (<c>25%</c>).</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct IntOrString
{
    private readonly string? _text;
    private readonly int _number;

    /// <summary>The number.</summary>
    public IntOrString(int number) => _number = number;

    /// <summary>The string.</summary>
    public IntOrString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>Whether it is a number.</summary>
    [MemberNotNullWhen(false, nameof(_text))]
    public bool IsInt => _text is null;

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">It is a string.</exception>
    public int IntValue => IsInt ? _number : throw new InvalidOperationException($"'{_text}' is a string, not a number");

    /// <summary>A number.</summary>
    public static implicit operator IntOrString(int number) => new(number);

    /// <summary>A string.</summary>
    public static implicit operator IntOrString(string text) => new(text);

    /// <summary>How many of a total this is: the number itself, or the share a percentage is of it.</summary>
    /// <param name="total">What 100% is.</param>
    /// <param name="roundUp">Whether a part of one counts as one (maxSurge, minAvailable) or not at all (maxUnavailable of a Deployment).</param>
    /// <exception cref="FormatException">It is a string that is no percentage.</exception>
    public int ScaledTo(int total, bool roundUp)
    {
        if (IsInt) return _number;
        if (!_text.EndsWith('%') ||
            !int.TryParse(_text.AsSpan(0, _text.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent))
        {
            throw new FormatException($"'{_text}' is neither a number nor a percentage such as '25%'");
        }

        var share = (decimal)total * percent / 100;
        return (int)(roundUp ? decimal.Ceiling(share) : decimal.Floor(share));
    }

    /// <summary>The string, or the number's digits.</summary>
    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);

    internal sealed class Converter : JsonConverter<IntOrString>
    {
        public override IntOrString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => new IntOrString(reader.GetString()!),
            JsonTokenType.Number when reader.TryGetInt32(out var number) => new IntOrString(number),
            JsonTokenType.Number => throw new JsonException("The number is not a whole one of 32 bits"),
            var token => throw new JsonException($"A whole number or a string is wanted, not {token}"),
        };

        public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
        {
            if (value.IsInt) writer.WriteNumberValue(value._number);
            else writer.WriteStringValue(value._text);
        }
    }
}
