using System.Globalization;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>The words a field of a table is described by.</summary>
internal static class FieldWords
{
    /// <summary>A field with what a word says of it.</summary>
    /// <exception cref="KindTableException">There is no such word.</exception>
    public static FieldDefinition Apply(FieldDefinition field, string word, TableLine line)
    {
        var open = word.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return Plain(field, word) ?? throw line.Error($"{field.Name}: unknown word {word}");
        if (!word.EndsWith(')')) throw line.Error($"{field.Name}: {word} has no closing bracket");
        return WithArguments(field, word[..open], word[(open + 1)..^1].Split(','), line);
    }

    private static FieldDefinition? Plain(FieldDefinition field, string word) => word switch
    {
        "required" => field with { IsRequired = true, IsAlwaysWritten = true },
        "always" => field with { IsAlwaysWritten = true },
        "atomic" => field with { IsAtomic = true },
        "set" => field with { ListType = ListType.Set },
        "merge" => field with { PatchMerges = true },
        "derived" => field with { IsDerived = true },
        "retainKeys" => field with { PatchRetainsKeys = true },
        "must" => field with { Rules = field.Rules with { IsMandatory = true } },
        _ => Form(word) is { } form ? field with { Rules = field.Rules with { Form = form } } : null,
    };

    private static FieldDefinition WithArguments(FieldDefinition field, string word, string[] arguments, TableLine line) => word switch
    {
        "map" => field with { ListType = ListType.Map, ListMapKeys = arguments },
        "merge" => field with { PatchMerges = true, PatchMergeKey = arguments[0] },
        "in" => field with { Rules = field.Rules with { Values = arguments } },
        "min" => field with { Rules = field.Rules with { Minimum = Number(arguments, 0, line) } },
        "range" => field with { Rules = field.Rules with { Minimum = Number(arguments, 0, line), Maximum = Number(arguments, 1, line) } },
        _ => throw line.Error($"{field.Name}: unknown word {word}(…)"),
    };

    private static FieldForm? Form(string word) => word switch
    {
        "label" => FieldForm.Label,
        "subdomain" => FieldForm.Subdomain,
        "portname" => FieldForm.PortName,
        "port" => FieldForm.Port,
        "portorname" => FieldForm.PortOrName,
        "intorpercent" => FieldForm.IntOrPercent,
        "positive" => FieldForm.Positive,
        "labels" => FieldForm.Labels,
        _ => null,
    };

    private static long Number(string[] arguments, int index, TableLine line) =>
        index < arguments.Length && long.TryParse(arguments[index], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw line.Error("a number is missing between the brackets");
}
