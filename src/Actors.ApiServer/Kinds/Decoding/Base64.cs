namespace Actors.ApiServer.Kinds;

/// <summary>Base64 as the API reads it: the standard alphabet, padded; line ends are skipped.</summary>
internal static class Base64
{
    /// <summary>Where a text stops being base64; null if it does not.</summary>
    public static int? FirstFault(string text)
    {
        var digits = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '\r' or '\n') continue;
            if (text[at] == '=') return IsPadding(text, at, digits % 4) ? null : at;
            if (!IsDigit(text[at])) return at;
            digits++;
        }

        return digits % 4 == 0 ? null : text.Length - (digits % 4);
    }

    private static bool IsDigit(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/';

    private static bool IsPadding(string text, int at, int digits)
    {
        var rest = text[at..].Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        return rest == (digits switch { 2 => "==", 3 => "=", _ => "?" });
    }
}
