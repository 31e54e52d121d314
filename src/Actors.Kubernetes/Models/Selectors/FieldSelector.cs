using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Actors.Kubernetes.Models;

/// <summary>
/// Selects objects by field, as the parameter <c>fieldSelector</c> of a list or watch does: all requirements must hold. Which fields are
/// possible depends on the kind; <c>metadata.name</c> and <c>metadata.namespace</c> always are.
/// </summary>
/// <remarks>https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/</remarks>
public sealed class FieldSelector
{
    /// <summary>All of these must hold.</summary>
    /// <exception cref="ArgumentException">One has no path.</exception>
    public FieldSelector(params IEnumerable<FieldRequirement> requirements)
    {
        Requirements = [.. requirements.Distinct().OrderBy(one => one.ToString(), StringComparer.Ordinal)];
        if (Requirements.Any(one => string.IsNullOrEmpty(one.Path)))
            throw new ArgumentException("A field requirement has no path", nameof(requirements));
    }

    /// <summary>Selects all objects; printed as the empty string.</summary>
    public static FieldSelector Everything { get; } = new();

    /// <summary>What must hold, in order.</summary>
    public IReadOnlyList<FieldRequirement> Requirements { get; }

    /// <summary>Selects the object of this name.</summary>
    public static FieldSelector ByName(string name) => new(new FieldRequirement("metadata.name", name));

    /// <summary>Reads the notation of queries, such as <c>metadata.name=web,status.phase!=Running</c>.</summary>
    /// <exception cref="FormatException">It is none; the message says what is wrong where.</exception>
    public static FieldSelector Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var requirements = new List<FieldRequirement>();
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfTerm(text, start);
            // Empty terms are allowed: "a=b," is what code that joins terms writes.
            if (end > start) requirements.Add(Term(text, start, end));
            start = end + 1;
        }

        return new FieldSelector(requirements);
    }

    /// <summary>Reads the notation of queries; false if it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out FieldSelector? selector)
    {
        selector = null;
        if (text is null) return false;
        try
        {
            selector = Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether it selects an object.</summary>
    /// <param name="field">Gives the value at a path, or null where there is none.</param>
    public bool Matches(Func<string, string?> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        foreach (var requirement in Requirements)
            if (!requirement.Matches(field(requirement.Path))) return false;
        return true;
    }

    /// <summary>In the notation of queries, in order, each requirement once.</summary>
    public override string ToString() => string.Join(',', Requirements);

    internal static string Escape(string value) =>
        value.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace(",", @"\,", StringComparison.Ordinal).Replace("=", @"\=", StringComparison.Ordinal);

    private static int EndOfTerm(string text, int start)
    {
        for (var position = start; position < text.Length; position++)
        {
            if (text[position] == '\\') position++;
            else if (text[position] == ',') return position;
        }

        return text.Length;
    }

    private static FieldRequirement Term(string text, int start, int end)
    {
        var op = text.AsSpan(start, end - start).IndexOf('=');
        if (op < 0) throw Error(text, start, $"'{text[start..end]}' has no '=', '==' or '!='");
        op += start;
        var isNegated = op > start && text[op - 1] == '!';
        var path = text[start..(isNegated ? op - 1 : op)];
        if (path.Length == 0) throw Error(text, start, "a field is missing");
        var isDouble = !isNegated && op + 1 < end && text[op + 1] == '=';
        return new FieldRequirement(path, Value(text, isDouble ? op + 2 : op + 1, end), isNegated);
    }

    private static string Value(string text, int start, int end)
    {
        var value = new StringBuilder();
        for (var position = start; position < end; position++)
        {
            if (text[position] == '=') throw Error(text, position, "'=' in a value is written '\\='");
            if (text[position] == '\\' && (++position == end || text[position] is not ('\\' or ',' or '=')))
                throw Error(text, position - 1, "after '\\' comes '\\', ',' or '='");
            value.Append(text[position]);
        }

        return value.ToString();
    }

    private static FormatException Error(string text, int position, string problem) =>
        new($"'{text}' is not a field selector: {problem} (at position {position})");
}
