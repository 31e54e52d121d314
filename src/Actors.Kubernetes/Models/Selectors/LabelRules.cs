namespace Actors.Kubernetes.Models;

/// <summary>What may be the key and the value of a label.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set</remarks>
internal static class LabelRules
{
    private const int NameMax = 63;
    private const int PrefixMax = 253;

    private const string NameForm = "letters and digits at both ends; '-', '_' and '.' may be between them";

    /// <summary>What is wrong with a key, or null.</summary>
    public static string? ProblemOfKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && !IsSubdomain(key.AsSpan(0, slash)))
            return $"the prefix of the key '{key}' is not a DNS name in lower case of at most {PrefixMax} characters";
        var name = key.AsSpan(slash + 1);
        if (name.Length == 0) return $"the key '{key}' has no name";
        if (name.Length > NameMax) return $"the name of the key '{key}' has {name.Length} characters; at most {NameMax} are allowed";
        return IsName(name) ? null : $"the key '{key}' is not valid: its name has {NameForm}";
    }

    /// <summary>What is wrong with a value, or null.</summary>
    public static string? ProblemOfValue(string value)
    {
        if (value.Length > NameMax) return $"the value '{value}' has {value.Length} characters; at most {NameMax} are allowed";
        return value.Length == 0 || IsName(value) ? null : $"the value '{value}' is not valid: it has {NameForm}";
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var character in name)
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.')) return false;
        return char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1]);
    }

    private static bool IsSubdomain(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > PrefixMax) return false;
        foreach (var range in name.Split('.'))
            if (!IsDnsLabel(name[range])) return false;
        return true;
    }

    private static bool IsDnsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length == 0 || label[0] == '-' || label[^1] == '-') return false;
        foreach (var character in label)
            if (!char.IsAsciiDigit(character) && !char.IsAsciiLetterLower(character) && character != '-') return false;
        return true;
    }
}
