using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Actors.ApiServer.Schemas;

internal static partial class Formats
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static bool IsAddress(string text) =>
        text.Contains(':', StringComparison.Ordinal)
            ? text.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.') && IPAddress.TryParse(text, out _)
            : IsIpv4(text);

    /// <summary>Octets may have leading zeros, which a server tolerates.</summary>
    private static bool IsIpv4(string text)
    {
        var octets = text.Split('.');
        return octets.Length == 4 && octets.All(octet =>
            octet.Length > 0 && octet.All(char.IsAsciiDigit) && int.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 255);
    }

    private static bool IsCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IsAddress(text[..slash])) return false;
        var bitsMax = text.AsSpan(0, slash).Contains(':') ? 128 : 32;
        return int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits <= bitsMax;
    }

    private static bool IsMac(string text) => Mac().IsMatch(text);

    [GeneratedRegex(@"\A(([0-9a-fA-F]{2}:){5}|([0-9a-fA-F]{2}:){7}|([0-9a-fA-F]{2}:){19})[0-9a-fA-F]{2}\z|\A(([0-9a-fA-F]{2}-){5}|([0-9a-fA-F]{2}-){7}|([0-9a-fA-F]{2}-){19})[0-9a-fA-F]{2}\z|\A(([0-9a-fA-F]{4}\.){2}|([0-9a-fA-F]{4}\.){3}|([0-9a-fA-F]{4}\.){9})[0-9a-fA-F]{4}\z", Plain)]
    private static partial Regex Mac();

    [GeneratedRegex(@"\A([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})\z", Plain)]
    private static partial Regex Base64();

    [GeneratedRegex(@"\A#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\z", Plain)]
    private static partial Regex HexColor();

    [GeneratedRegex(@"\Argb\(\s*(0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])\s*,\s*(0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])\s*,\s*(0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])\s*\)\z", Plain)]
    private static partial Regex RgbColor();

    [GeneratedRegex(@"\A(4[0-9]{12}([0-9]{3})?|5[1-5][0-9]{14}|6(011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(0[0-5]|[68][0-9])[0-9]{11}|(2131|1800|35[0-9]{3})[0-9]{11})\z", Plain)]
    private static partial Regex CreditCard();

    [GeneratedRegex(@"\A[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}\z", Plain)]
    private static partial Regex Ssn();

    [GeneratedRegex(@"\A(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))\z", Plain)]
    private static partial Regex Time();

    [GeneratedRegex(@"\A[-+]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+\z", Plain)]
    private static partial Regex GoDuration();

    [GeneratedRegex(@"[0-9]+\s*(?<unit>[A-Za-zµ]+)", Plain)]
    private static partial Regex ScalaDuration();

    [GeneratedRegex(@"\A([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.))+([a-zA-Z\p{L}]){2,63})\z", Plain)]
    private static partial Regex Hostname();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", Plain)]
    private static partial Regex ShortName();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", Plain)]
    private static partial Regex LongName();

    [GeneratedRegex(@"\A[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\z", Plain | RegexOptions.IgnoreCase)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\A[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}\z", Plain | RegexOptions.IgnoreCase)]
    private static partial Regex Uuid3();

    [GeneratedRegex(@"\A[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}\z", Plain | RegexOptions.IgnoreCase)]
    private static partial Regex Uuid4();

    [GeneratedRegex(@"\A[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}\z", Plain | RegexOptions.IgnoreCase)]
    private static partial Regex Uuid5();
}
