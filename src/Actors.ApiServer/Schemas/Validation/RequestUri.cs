using System.Net;
using System.Text.RegularExpressions;

namespace Actors.ApiServer.Schemas;

/// <summary>What Go's <c>url.ParseRequestURI</c> takes for a URI: an absolute one, or a path that begins with a slash.</summary>
internal static partial class RequestUri
{
    public static bool IsValid(string text)
    {
        if (text.Length == 0 || text.Any(character => character is < ' ' or '\x7f')) return false;
        if (text == "*") return true;
        if (text[0] == ':') return false;
        var scheme = Scheme().Match(text);
        var rest = text[scheme.Length..];
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0) rest = rest[..query];
        if (!rest.StartsWith('/')) return scheme.Success;
        if (scheme.Success && rest.StartsWith("//", StringComparison.Ordinal))
        {
            var authority = rest[2..];
            var end = authority.IndexOf('/', StringComparison.Ordinal);
            if (!IsAuthority(end < 0 ? authority : authority[..end])) return false;
            rest = end < 0 ? "" : authority[end..];
        }

        return !BrokenEscape().IsMatch(rest);
    }

    /// <summary>Scheme and host of a URI that has both; false if it lacks one or is none.</summary>
    public static bool HasHost(string text) => IsValid(text) && Absolute().IsMatch(text);

    private static bool IsAuthority(string authority)
    {
        var at = authority.LastIndexOf('@');
        if (at >= 0 && !User().IsMatch(authority[..at])) return false;
        var host = authority[(at + 1)..];
        if (!host.StartsWith('[')) return Host().IsMatch(host) && !BrokenEscape().IsMatch(host);
        var end = host.LastIndexOf(']');
        return end > 0 && Port().IsMatch(host[(end + 1)..]) && IPAddress.TryParse(host[1..end], out _);
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*://([^/?@]*@)?[^/?:@]+")]
    private static partial Regex Absolute();

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex BrokenEscape();

    [GeneratedRegex(@"\A[A-Za-z0-9\-._:~!$&'()*+,;=%@]*\z")]
    private static partial Regex User();

    [GeneratedRegex(@"\A[^\s\\^`{|}<>""/:\[\]]*(:[0-9]*)?\z")]
    private static partial Regex Host();

    [GeneratedRegex(@"\A(:[0-9]*)?\z")]
    private static partial Regex Port();
}
