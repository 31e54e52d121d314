using System.Globalization;
using System.Text;

namespace Actors.Kubernetes;

/// <summary>A warning that came with an answer: the header Warning of code 299 (RFC 7234, section 5.5, as Kubernetes uses it).</summary>
/// <param name="Request">What was asked, such as <c>GET /apis/…</c>.</param>
/// <param name="Text">What the server says.</param>
public sealed record KubernetesWarning(string Request, string Text)
{
    /// <summary>The texts in the values of a Warning header; what is not written by the rules is passed over.</summary>
    internal static IEnumerable<string> TextsOf(string header)
    {
        for (var position = 0; position < header.Length;)
        {
            if (ReadOne(header, ref position) is not { } text) yield break;
            yield return text;
        }
    }

    // warn-code SP warn-agent SP warn-text [SP warn-date], separated by commas.
    private static string? ReadOne(string header, ref int position)
    {
        while (position < header.Length && header[position] is ' ' or ',') position++;
        var code = ReadToken(header, ref position);
        ReadToken(header, ref position);
        if (!int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number != 299) return null;
        var text = ReadQuoted(header, ref position);
        if (position < header.Length && header[position] == ' ' && position + 1 < header.Length && header[position + 1] == '"')
        {
            position++;
            ReadQuoted(header, ref position);
        }

        return text;
    }

    private static string ReadToken(string header, ref int position)
    {
        var end = header.IndexOf(' ', position);
        if (end < 0) end = header.Length;
        var token = header[position..end];
        position = Math.Min(end + 1, header.Length);
        return token;
    }

    private static string? ReadQuoted(string header, ref int position)
    {
        if (position >= header.Length || header[position] != '"') return null;
        var text = new StringBuilder();
        for (position++; position < header.Length && header[position] != '"'; position++)
        {
            if (header[position] == '\\' && position + 1 < header.Length) position++;
            text.Append(header[position]);
        }

        if (position >= header.Length) return null;
        position++;
        return text.ToString();
    }
}
