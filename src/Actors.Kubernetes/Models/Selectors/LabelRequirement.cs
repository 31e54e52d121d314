using System.Globalization;

namespace Actors.Kubernetes.Models;

/// <summary>One condition on one label.</summary>
public sealed class LabelRequirement
{
    /// <summary>A condition.</summary>
    /// <param name="key">The label.</param>
    /// <param name="op">How it is compared.</param>
    /// <param name="values">Exactly one for equal, not equal, greater and less; one or more for in and not in; else none.</param>
    /// <exception cref="ArgumentException">Key or values are not possible; the message says why.</exception>
    public LabelRequirement(string key, LabelOperator op, params IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(values);
        Key = key;
        Operator = op;
        Values = [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (Problem() is { } problem) throw new ArgumentException(problem);
    }

    /// <summary>The label.</summary>
    public string Key { get; }

    /// <summary>How it is compared.</summary>
    public LabelOperator Operator { get; }

    /// <summary>What it is compared with, in order, each once.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Whether it holds for an object.</summary>
    /// <param name="value">The value of <see cref="Key"/>, or null if the object has no such label.</param>
    public bool Matches(string? value) => Operator switch
    {
        LabelOperator.Exists => value is not null,
        LabelOperator.DoesNotExist => value is null,
        LabelOperator.Equal or LabelOperator.In => value is not null && Values.Contains(value, StringComparer.Ordinal),
        LabelOperator.NotEqual or LabelOperator.NotIn => value is null || !Values.Contains(value, StringComparer.Ordinal),
        LabelOperator.GreaterThan => IsNumber(value, out var number) && IsNumber(Values[0], out var limit) && number > limit,
        LabelOperator.LessThan => IsNumber(value, out var number) && IsNumber(Values[0], out var limit) && number < limit,
        _ => throw new InvalidOperationException($"There is no operator {Operator}"),
    };

    /// <summary>As it is written in queries.</summary>
    public override string ToString() => Operator switch
    {
        LabelOperator.Exists => Key,
        LabelOperator.DoesNotExist => $"!{Key}",
        LabelOperator.Equal => $"{Key}={Values[0]}",
        LabelOperator.NotEqual => $"{Key}!={Values[0]}",
        LabelOperator.In => $"{Key} in ({string.Join(',', Values)})",
        LabelOperator.NotIn => $"{Key} notin ({string.Join(',', Values)})",
        LabelOperator.GreaterThan => $"{Key}>{Values[0]}",
        _ => $"{Key}<{Values[0]}",
    };

    private string? Problem()
    {
        if (LabelRules.ProblemOfKey(Key) is { } problem) return problem;
        var isCountRight = Operator switch
        {
            LabelOperator.Exists or LabelOperator.DoesNotExist => Values.Count == 0,
            LabelOperator.In or LabelOperator.NotIn => Values.Count > 0,
            _ => Values.Count == 1,
        };
        if (!isCountRight) return $"{Operator} of '{Key}' has {Values.Count} values; {CountWanted()}";
        if (Operator is LabelOperator.GreaterThan or LabelOperator.LessThan && !IsNumber(Values[0], out _))
            return $"{Operator} of '{Key}' is wanted of '{Values[0]}'; it takes a whole number";
        return Values.Select(LabelRules.ProblemOfValue).FirstOrDefault(fault => fault is not null);
    }

    private string CountWanted() => Operator switch
    {
        LabelOperator.Exists or LabelOperator.DoesNotExist => "it takes none",
        LabelOperator.In or LabelOperator.NotIn => "it takes one or more",
        _ => "it takes exactly one",
    };

    private static bool IsNumber(string? text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
