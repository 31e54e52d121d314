using System.Globalization;
using System.Text;

namespace Actors.ApiServer.Schemas;

/// <summary>What a kind allows its objects to be called; which of them is the kind's own choice.</summary>
/// <param name="name">The name, or the beginning of one.</param>
/// <param name="isPrefix">Whether more characters will follow, as with generateName, so that a hyphen may be the last.</param>
/// <returns>What is wrong with it; empty if nothing is.</returns>
internal delegate IReadOnlyList<string> NameRule(string name, bool isPrefix);

/// <summary>The rules of names, with the server's words. Lengths are in bytes of UTF-8.</summary>
internal static class NameRules
{
    private const int LabelLengthMax = 63;

    private const int SubdomainLengthMax = 253;

    private const string LabelFormat = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    private const string Dns1035Format = "[a-z]([-a-z0-9]*[a-z0-9])?";

    private const string SubdomainFormat = LabelFormat + @"(\." + LabelFormat + ")*";

    private const string LabelKeyFormat = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    private const string LabelKeyMessage = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

    /// <summary>Most kinds: letters, digits, hyphens, and dots between.</summary>
    public static readonly NameRule Dns1123Subdomain = (name, isPrefix) => IsDns1123Subdomain(isPrefix ? MaskTrailingHyphen(name) : name);

    /// <summary>Namespaces and others that become a part of a DNS name.</summary>
    public static readonly NameRule Dns1123Label = (name, isPrefix) => IsDns1123Label(isPrefix ? MaskTrailingHyphen(name) : name);

    /// <summary>Services: a label that begins with a letter.</summary>
    public static readonly NameRule Dns1035Label = (name, isPrefix) => IsDns1035Label(isPrefix ? MaskTrailingHyphen(name) : name);

    /// <summary>RBAC and what every name has to meet: anything that can be one step of a URL's path.</summary>
    public static readonly NameRule PathSegment = (name, isPrefix) => IsPathSegment(name, isPrefix);

    public static IReadOnlyList<string> IsDns1123Label(string value)
    {
        if (value.Length <= LabelLengthMax && IsLabel(value)) return [];
        var errors = TooLong(value, LabelLengthMax);
        if (IsLabel(value)) return errors;
        return
        [
            .. errors,
            IsSubdomain(value)
                ? "must not contain dots"
                : Regex(
                    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
                    LabelFormat, "my-name", "123-abc"),
        ];
    }

    public static IReadOnlyList<string> IsDns1035Label(string value)
    {
        if (value.Length is > 0 and <= LabelLengthMax && value[0] is >= 'a' and <= 'z' && IsLabel(value)) return [];
        var errors = TooLong(value, LabelLengthMax);
        if (value.Length > 0 && value[0] is >= 'a' and <= 'z' && IsLabel(value)) return errors;
        return
        [
            .. errors,
            Regex(
                "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
                Dns1035Format, "my-name", "abc-123"),
        ];
    }

    public static IReadOnlyList<string> IsDns1123Subdomain(string value)
    {
        if (value.Length <= SubdomainLengthMax && IsSubdomain(value)) return [];
        var errors = TooLong(value, SubdomainLengthMax);
        if (IsSubdomain(value)) return errors;
        return
        [
            .. errors,
            Regex(
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
                SubdomainFormat, "example.com"),
        ];
    }

    public static IReadOnlyList<string> IsPathSegment(string name, bool isPrefix)
    {
        if (!isPrefix && name is "." or "..") return [$"may not be '{name}'"];
        var errors = new List<string>();
        if (name.Contains('/', StringComparison.Ordinal)) errors.Add("may not contain '/'");
        if (name.Contains('%', StringComparison.Ordinal)) errors.Add("may not contain '%'");
        return errors;
    }

    /// <summary>The key of a label, a finalizer, the type of a condition: a name that may have a domain and a slash before it.</summary>
    public static IReadOnlyList<string> IsQualifiedName(string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        var name = value.AsSpan(slash + 1);
        var isGood = name.Length is > 0 and <= LabelLengthMax && IsLabelName(name);
        if (isGood && (slash < 0 || (slash is > 0 and <= SubdomainLengthMax && IsSubdomain(value.AsSpan(0, slash))))) return [];
        if (name.Contains('/'))
        {
            var form = Regex(LabelKeyMessage, LabelKeyFormat, "MyName", "my.name", "123-abc");
            return [$"a valid label key {form} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        }

        var errors = new List<string>();
        if (slash == 0) errors.Add("prefix part must be non-empty");
        else if (slash > 0) errors.AddRange(IsDns1123Subdomain(value[..slash]).Select(error => $"prefix part {InBytes(error)}"));
        if (isGood) return errors;
        if (name.Length == 0) errors.Add("name part must be non-empty");
        else if (name.Length > LabelLengthMax) errors.Add("name part must be no more than 63 bytes");
        if (!IsLabelName(name)) errors.Add($"name part {Regex(LabelKeyMessage, LabelKeyFormat, "MyName", "my.name", "123-abc")}");
        return errors;
    }

    public static IReadOnlyList<string> IsLabelValue(string value)
    {
        if (value.Length <= LabelLengthMax && (value.Length == 0 || IsLabelName(value))) return [];
        var errors = new List<string>();
        if (value.Length > LabelLengthMax) errors.Add("must be no more than 63 bytes");
        if (value.Length > 0 && !IsLabelName(value))
        {
            errors.Add(Regex(
                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
                $"({LabelKeyFormat})?", "MyValue", "my_value", "12345"));
        }

        return errors;
    }

    /// <summary>A complaint with its pattern and examples, as servers word them all.</summary>
    public static string Regex(string message, string format, params string[] examples) => examples.Length == 0
        ? $"{message} (regex used for validation is '{format}')"
        : $"{message} (e.g. {string.Join(" or ", examples.Select(example => $"'{example}', "))}regex used for validation is '{format}')";

    /// <summary>Two parts of a real server count alike and word it differently.</summary>
    private static string InBytes(string error) =>
        error.StartsWith("must be no more", StringComparison.Ordinal) ? error.Replace("characters", "bytes", StringComparison.Ordinal) : error;

    private static List<string> TooLong(string value, int max) =>
        Encoding.UTF8.GetByteCount(value) > max ? [string.Create(CultureInfo.InvariantCulture, $"must be no more than {max} characters")] : [];

    private static bool IsLabel(ReadOnlySpan<char> text) =>
        text.Length > 0 && IsLowerOrDigit(text[0]) && IsLowerOrDigit(text[^1]) && !text.ContainsAnyExcept(LowerDigitsHyphen);

    private static bool IsSubdomain(ReadOnlySpan<char> text)
    {
        foreach (var part in text.Split('.'))
        {
            if (!IsLabel(text[part])) return false;
        }

        return true;
    }

    private static bool IsLabelName(ReadOnlySpan<char> text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && !text.ContainsAnyExcept(LabelCharacters);

    private static bool IsLowerOrDigit(char character) => character is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    private static string MaskTrailingHyphen(string name) => name.Length > 1 && name.EndsWith('-') ? name[..^2] + "a" : name;

    private static readonly System.Buffers.SearchValues<char> LowerDigitsHyphen = System.Buffers.SearchValues.Create("-0123456789abcdefghijklmnopqrstuvwxyz");

    private static readonly System.Buffers.SearchValues<char> LabelCharacters =
        System.Buffers.SearchValues.Create("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
}
