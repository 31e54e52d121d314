using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>A number as the server reads it: an int64 where the JSON is one, else a float64.</summary>
/// <param name="IsInteger">Whether it was written as an integer and fits into 64 bits.</param>
/// <param name="Integer">The value if it is an integer, else the float64 without its fraction.</param>
/// <param name="Float">The value as float64.</param>
internal readonly record struct JsonNumber(bool IsInteger, long Integer, double Float) : IFormattable
{
    /// <summary>Beyond these a float64 does not hold every integer, and the server does not take it for one.</summary>
    private const double ExactIntegerMax = 9007199254740991;

    /// <summary>Whether a float64 such as 3.0 counts as an integer.</summary>
    public bool IsWhole => IsInteger || (Math.Abs(Float) <= ExactIntegerMax && Float == Math.Truncate(Float));

    /// <summary>The number of a value; false if it is none.</summary>
    public static bool TryGet(JsonValue value, out JsonNumber number)
    {
        if (value.TryGetValue<long>(out var integer))
        {
            number = new JsonNumber(true, integer, integer);
            return true;
        }

        if (value.TryGetValue<double>(out var real))
        {
            number = new JsonNumber(false, (long)real, real);
            return true;
        }

        number = default;
        return value.GetValueKind() == JsonValueKind.Number && TryRead(value, out number);
    }

    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    public override string ToString() => IsInteger ? Integer.ToString(CultureInfo.InvariantCulture) : GoText.Number(Float);

    /// <summary>Values made in code hold the CLR type they were made of, an Int32 for example.</summary>
    private static bool TryRead(JsonValue value, out JsonNumber number)
    {
        var text = value.ToJsonString();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            number = new JsonNumber(true, integer, integer);
            return true;
        }

        var real = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        number = new JsonNumber(false, (long)real, real);
        return true;
    }
}
