namespace Actors.ApiServer.Resources;

/// <summary>What names, label keys and label values may be; the messages are those of <c>k8s.io/apimachinery/pkg/util/validation</c>.</summary>
internal static class NameValidation
{
    private const int LabelMax = 63;
    private const int SubdomainMax = 253;

    private const string LabelMessage =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character " +
        "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string SubdomainMessage =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric " +
        @"character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string ServiceLabelMessage =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric " +
        "character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    private const string QualifiedForm =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
        "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string LabelValueMessage =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric " +
        "character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    /// <summary>What is wrong with an object's name, or with a prefix of one.</summary>
    public static IEnumerable<string> OfName(NameRule rule, string name, bool isPrefix = false)
    {
        // Of a prefix with a dash at its end the generated rest makes a name.
        if (isPrefix && name.EndsWith('-') && rule != NameRule.PathSegment) name = $"{name[..^1]}a";
        return rule switch
        {
            NameRule.Label => Check(name, LabelMax, IsLabel(name), LabelMessage),
            NameRule.ServiceLabel => Check(name, LabelMax, IsLabel(name) && !char.IsAsciiDigit(name[0]), ServiceLabelMessage),
            NameRule.PathSegment => OfPathSegment(name, isPrefix),
            _ => OfSubdomain(name),
        };
    }

    public static IEnumerable<string> OfSubdomain(string name) => Check(name, SubdomainMax, IsSubdomain(name), SubdomainMessage);

    /// <summary>What is wrong with the key of a label, an annotation, or with a finalizer.</summary>
    /// <param name="key">The key.</param>
    /// <param name="what">What messages call it.</param>
    public static IEnumerable<string> OfQualifiedName(string key, string what = "a qualified name")
    {
        var parts = key.Split('/');
        if (parts.Length > 2)
        {
            yield return $"{what} {QualifiedForm} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }

        if (parts.Length == 2)
        {
            if (parts[0].Length == 0) yield return "prefix part must be non-empty";
            else foreach (var problem in OfSubdomain(parts[0])) yield return $"prefix part {problem}";
        }

        var name = parts[^1];
        if (name.Length == 0) yield return "name part must be non-empty";
        else if (name.Length > LabelMax) yield return "name part must be no more than 63 bytes";
        if (!IsQualified(name)) yield return $"name part {QualifiedForm}";
    }

    public static IEnumerable<string> OfLabelValue(string value) =>
        Check(value, LabelMax, value.Length == 0 || IsQualified(value), LabelValueMessage);

    private static IEnumerable<string> OfPathSegment(string name, bool isPrefix)
    {
        if (!isPrefix && name is "." or "..") yield return $"may not be '{name}'";
        foreach (var illegal in "/%")
            if (name.Contains(illegal)) yield return $"may not contain '{illegal}'";
    }

    private static IEnumerable<string> Check(string text, int max, bool isWellFormed, string message)
    {
        if (text.Length > max) yield return $"must be no more than {max} bytes";
        if (!isWellFormed) yield return message;
    }

    private static bool IsSubdomain(string name) => name.Split('.').All(static label => IsLabel(label));

    private static bool IsLabel(string label) =>
        label.Length > 0 && label[0] != '-' && label[^1] != '-' && label.All(static one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '-');

    private static bool IsQualified(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(static one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.');
}
