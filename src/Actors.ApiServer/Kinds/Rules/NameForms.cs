using System.Text.RegularExpressions;

namespace Actors.ApiServer.Kinds;

/// <summary>The forms of names only some fields have, and what a server says of those that do not have them.</summary>
internal static partial class NameForms
{
    private const int ConfigKeyMax = 253;
    private const int PortNameMax = 15;

    /// <summary>What is wrong with the name of a port; none if nothing is.</summary>
    public static IEnumerable<string> PortName(string text)
    {
        if (text.Length > PortNameMax) yield return "must be no more than 15 characters";
        if (!PortNamePattern().IsMatch(text)) yield return "must contain only alphanumeric characters (a-z, 0-9), and hyphens (-)";
        if (!text.Any(char.IsAsciiLetterLower)) yield return "must contain at least one letter (a-z)";
        if (text.Contains("--", StringComparison.Ordinal)) yield return "must not contain consecutive hyphens";
        if (text.StartsWith('-') || text.EndsWith('-')) yield return "must not begin or end with a hyphen";
    }

    /// <summary>What is wrong with a key of a secret or config map; none if nothing is.</summary>
    public static IEnumerable<string> ConfigKey(string key)
    {
        if (key.Length > ConfigKeyMax) yield return "must be no more than 253 characters";
        if (!ConfigKeyPattern().IsMatch(key))
        {
            yield return "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', " +
                "regex used for validation is '[-._a-zA-Z0-9]+')";
        }

        if (key is "." or "..") yield return $"must not be '{key}'";
        else if (key.StartsWith("..", StringComparison.Ordinal)) yield return "must not start with '..'";
    }

    [GeneratedRegex(@"\A[-a-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex PortNamePattern();

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ConfigKeyPattern();
}
