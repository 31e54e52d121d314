using System.Collections.Frozen;
using System.Globalization;
using System.Net.Mail;

namespace Actors.ApiServer.Schemas;

/// <summary>
/// The formats of strings a server checks. Names are compared without their hyphens; formats that are not here mean nothing, and a server only warns of them.
/// </summary>
internal static partial class Formats
{
    private static readonly FrozenDictionary<string, Func<string, bool>> Checks = new Dictionary<string, Func<string, bool>>
    {
        ["bsonobjectid"] = text => text.Length == 24 && text.All(char.IsAsciiHexDigit),
        ["byte"] = text => Base64().IsMatch(text),
        ["cidr"] = IsCidr,
        ["creditcard"] = IsCreditCard,
        ["date"] = IsDate,
        ["datetime"] = IsDateTime,
        ["duration"] = IsDuration,
        ["email"] = text => MailAddress.TryCreate(text, out _),
        ["hexcolor"] = text => HexColor().IsMatch(text),
        ["hostname"] = text => text.Length <= 255 && Hostname().IsMatch(text) && text.Split('.').All(part => part.Length <= 63),
        ["ipv4"] = text => text.Contains('.', StringComparison.Ordinal) && IsAddress(text),
        ["ipv6"] = text => text.Contains(':', StringComparison.Ordinal) && IsAddress(text),
        ["isbn"] = text => IsIsbn10(text) || IsIsbn13(text),
        ["isbn10"] = IsIsbn10,
        ["isbn13"] = IsIsbn13,
        ["k8slongname"] = text => text.Length <= 253 && LongName().IsMatch(text),
        ["k8sshortname"] = text => text.Length <= 63 && ShortName().IsMatch(text),
        ["mac"] = IsMac,
        ["password"] = _ => true,
        ["rgbcolor"] = text => RgbColor().IsMatch(text),
        ["ssn"] = text => text.Length == 11 && Ssn().IsMatch(text),
        ["uri"] = RequestUri.IsValid,
        ["uuid"] = text => Uuid().IsMatch(text),
        ["uuid3"] = text => Uuid3().IsMatch(text),
        ["uuid4"] = text => Uuid4().IsMatch(text),
        ["uuid5"] = text => Uuid5().IsMatch(text),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The check of a string's format; null if the format is not one the server checks.</summary>
    public static Func<string, bool>? OfString(string format) => Checks.GetValueOrDefault(format.Replace("-", "", StringComparison.Ordinal));

    /// <summary>Whether a format means something for a type: else it is as if it were not there.</summary>
    public static bool Applies(SchemaType type, string format) => type switch
    {
        SchemaType.Any or SchemaType.String => OfString(format) is not null,
        SchemaType.Integer => format is "int32" or "int64",
        SchemaType.Number => format is "float" or "double",
        _ => false,
    };

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) || text == "0000-01-01";

    private static bool IsDateTime(string text)
    {
        if (IsUsualTime(text)) return true;
        var parts = text.ToLowerInvariant().Split('t');
        if (parts.Length < 2 || !IsDate(parts[0])) return false;
        var time = Time().Match(parts[1]);
        return time.Success && string.CompareOrdinal(time.Groups["hour"].Value, "23") <= 0 && string.CompareOrdinal(time.Groups["minute"].Value, "59") <= 0
            && string.CompareOrdinal(time.Groups["second"].Value, "59") <= 0;
    }

    /// <summary>Whether it is a time as Kubernetes writes it, <c>2006-01-02T15:04:05Z</c>. Nearly all are.</summary>
    public static bool IsUsualTime(ReadOnlySpan<char> text)
    {
        if (text.Length != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return false;
        var month = TwoDigits(text, 5);
        return TwoDigits(text, 0) >= 0 && TwoDigits(text, 2) >= 1 && month is >= 1 and <= 12
            && TwoDigits(text, 8) is var day && day >= 1 && day <= DateTime.DaysInMonth((TwoDigits(text, 0) * 100) + TwoDigits(text, 2), month)
            && TwoDigits(text, 11) is >= 0 and <= 23 && TwoDigits(text, 14) is >= 0 and <= 59 && TwoDigits(text, 17) is >= 0 and <= 59;
    }

    private static int TwoDigits(ReadOnlySpan<char> text, int at) =>
        char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) ? ((text[at] - '0') * 10) + text[at + 1] - '0' : -1;

    /// <summary>Go's durations, and those of Scala: a count with the name of a unit.</summary>
    private static bool IsDuration(string text) =>
        text is "0" or "+0" or "-0" || GoDuration().IsMatch(text)
        || ScalaDuration().Matches(text).Any(match => IsUnit(match.Groups["unit"].Value.ToLowerInvariant()));

    private static bool IsUnit(string unit) =>
        unit is "ns" or "us" or "µs" or "ms" or "s" or "m" or "h" or "hr" or "d" or "w" or "wk"
        || LongUnits.Any(name => unit.StartsWith(name, StringComparison.Ordinal));

    private static readonly string[] LongUnits = ["nano", "micro", "milli", "sec", "min", "hour", "day", "week"];

    private static bool IsCreditCard(string text)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        if (!CreditCard().IsMatch(digits)) return false;
        var sum = digits.Reverse().Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 1 : 2)).Sum(value => value >= 10 ? (value % 10) + 1 : value);
        return sum % 10 == 0;
    }

    private static string WithoutHyphens(string text) => new([.. text.Where(character => character != '-' && !char.IsWhiteSpace(character))]);

    private static bool IsIsbn10(string text)
    {
        var digits = WithoutHyphens(text);
        if (digits.Length != 10 || !digits[..9].All(char.IsAsciiDigit) || (digits[9] != 'X' && !char.IsAsciiDigit(digits[9]))) return false;
        return digits.Select((digit, at) => (at + 1) * (digit == 'X' ? 10 : digit - '0')).Sum() % 11 == 0;
    }

    private static bool IsIsbn13(string text)
    {
        var digits = WithoutHyphens(text);
        if (digits.Length != 13 || !digits.All(char.IsAsciiDigit)) return false;
        return digits[12] - '0' == (10 - (digits[..12].Select((digit, at) => (at % 2 == 0 ? 1 : 3) * (digit - '0')).Sum() % 10)) % 10;
    }
}
