using System.Diagnostics.CodeAnalysis;

namespace Actors.Kubernetes.Models;

/// <summary>
/// Selects objects by label, as the parameter <c>labelSelector</c> of a list or watch does: all requirements must hold. It can be printed,
/// and asked whether it selects given labels.
/// </summary>
/// <remarks>https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors</remarks>
public sealed class LabelSelectorExpression
{
    /// <summary>All of these must hold.</summary>
    public LabelSelectorExpression(params IEnumerable<LabelRequirement> requirements)
    {
        Requirements =
        [
            .. requirements.Select(requirement => (Requirement: requirement, Text: requirement.ToString()))
                .OrderBy(one => one.Requirement.Key, StringComparer.Ordinal).ThenBy(one => one.Text, StringComparer.Ordinal)
                .Select(one => one.Requirement),
        ];
    }

    /// <summary>Selects all objects; printed as the empty string.</summary>
    public static LabelSelectorExpression Everything { get; } = new();

    /// <summary>Selects no object. There is no notation for it, so that it asks for a label that is there and is not.</summary>
    public static LabelSelectorExpression Nothing { get; } =
        new(new LabelRequirement("none", LabelOperator.Exists), new LabelRequirement("none", LabelOperator.DoesNotExist));

    /// <summary>What must hold, by key.</summary>
    public IReadOnlyList<LabelRequirement> Requirements { get; }

    /// <summary>Reads the notation of queries, such as <c>app=web,tier in (front,back),!legacy</c>.</summary>
    /// <exception cref="FormatException">It is none; the message says what is wrong where.</exception>
    public static LabelSelectorExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new LabelSelectorExpression(new LabelSelectorParser(text).Parse());
    }

    /// <summary>Reads the notation of queries; false if it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out LabelSelectorExpression? selector)
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

    /// <summary>
    /// What a field of this type selects: an empty one everything, an absent one nothing. (Some fields have it otherwise, for example
    /// the namespace selector of a webhook, where an absent one is everything.)
    /// </summary>
    /// <exception cref="FormatException">It asks for what is not possible; the message says for what.</exception>
    public static LabelSelectorExpression Of(V1LabelSelector? selector)
    {
        if (selector is null) return Nothing;
        try
        {
            var labels = selector.MatchLabels?.Select(label => new LabelRequirement(label.Key, LabelOperator.Equal, label.Value ?? "")) ?? [];
            return new LabelSelectorExpression([.. labels, .. selector.MatchExpressions?.Select(Requirement) ?? []]);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"The label selector is not valid: {exception.Message}", exception);
        }
    }

    /// <summary>Whether it selects an object with these labels.</summary>
    public bool Matches(IDictionary<string, string>? labels) =>
        Matches(key => labels is not null && labels.TryGetValue(key, out var value) ? value : null);

    /// <summary>Whether it selects an object.</summary>
    /// <param name="label">Gives the value of a label, or null for one that is not there.</param>
    public bool Matches(Func<string, string?> label)
    {
        ArgumentNullException.ThrowIfNull(label);
        foreach (var requirement in Requirements)
            if (!requirement.Matches(label(requirement.Key))) return false;
        return true;
    }

    /// <summary>In the notation of queries, by key, values in order: selectors that ask for the same are printed alike.</summary>
    public override string ToString() => string.Join(',', Requirements);

    private static LabelRequirement Requirement(V1LabelSelectorRequirement one)
    {
        var op = one.Operator switch
        {
            "In" => LabelOperator.In,
            "NotIn" => LabelOperator.NotIn,
            "Exists" => LabelOperator.Exists,
            "DoesNotExist" => LabelOperator.DoesNotExist,
            var other => throw new ArgumentException($"the operator of '{one.Key}' is '{other}'; In, NotIn, Exists and DoesNotExist are possible"),
        };
        return new LabelRequirement(one.Key ?? "", op, one.Values ?? []);
    }
}
