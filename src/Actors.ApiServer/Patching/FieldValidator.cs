using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>Whether a document has the structure its type asks for, so that its fields can be told apart.</summary>
internal static class FieldValidator
{
    /// <summary>What is wrong with a document, in a real server's words.</summary>
    /// <param name="document">The document.</param>
    /// <param name="type">Its type.</param>
    /// <param name="allowsDuplicates">Whether lists may name an item twice, as objects from before the list was a map may.</param>
    /// <returns>Null if nothing is.</returns>
    public static string? Validate(JsonNode document, FieldType type, bool allowsDuplicates)
    {
        var errors = new List<string>();
        Visit(document, type, "", allowsDuplicates, errors);
        return errors switch
        {
            [] => null,
            [var only] => only,
            _ => "errors:\n" + string.Join('\n', errors.Select(error => "  " + error)),
        };
    }

    private static void Visit(JsonNode? node, FieldType type, string path, bool allowsDuplicates, List<string> errors)
    {
        switch (type.FormOf(node))
        {
            case FieldForm.Map when node is null:
            case FieldForm.List when node is null:
                break;
            case FieldForm.Map when node is JsonObject members:
                VisitMembers(members, type, path, allowsDuplicates, errors);
                break;
            case FieldForm.List when node is JsonArray items:
                VisitItems(items, type, path, allowsDuplicates, errors);
                break;
            case FieldForm.Map:
                Report(errors, path, $"expected map, got &{{{GoText.Of(node)}}}");
                break;
            case FieldForm.List:
                Report(errors, path, $"expected list, got &{{{GoText.Of(node)}}}");
                break;
            default:
                if (!type.Allows(node)) Report(errors, path, Mismatch(node, type.Scalar));
                break;
        }
    }

    private static void VisitMembers(JsonObject members, FieldType type, string path, bool allowsDuplicates, List<string> errors)
    {
        foreach (var (name, value) in members)
        {
            var memberType = type.MemberType(name, out var element, out var isDeclared);
            if (!isDeclared)
            {
                Report(errors, path + element, "field not declared in schema");
                return;
            }

            Visit(value, memberType, path + element, allowsDuplicates, errors);
        }
    }

    private static void VisitItems(JsonArray items, FieldType type, string path, bool allowsDuplicates, List<string> errors)
    {
        var seen = new HashSet<PathElement>();
        for (var i = 0; i < items.Count; i++)
        {
            var element = PathElement.Index(i);
            if (!type.IsAtomicList)
            {
                if (ListItem.Element(type, items[i], out var error) is not { } key)
                {
                    Report(errors, path, string.Create(CultureInfo.InvariantCulture, $"element {i}: {error}"));
                    return;
                }

                element = key;
                if (!seen.Add(element) && !allowsDuplicates) Report(errors, path, $"duplicate entries for key {element}");
            }

            Visit(items[i], type.Items, path + element, allowsDuplicates, errors);
        }
    }

    private static string Mismatch(JsonNode? node, ScalarType type) => type switch
    {
        ScalarType.Numeric => $"expected numeric (int or float), got {GoText.TypeOf(node)}",
        ScalarType.String => $"expected string, got &value.valueUnstructured{{Value:{Literal(node)}}}",
        ScalarType.Boolean => $"expected boolean, got &{{{GoText.Of(node)}}}",
        _ => $"expected any scalar, got &{{{GoText.Of(node)}}}",
    };

    private static string Literal(JsonNode? node) => node switch
    {
        JsonObject members => $"map[string]interface {{}}{{{string.Join(", ", members.Select(member => $"\"{member.Key}\":{Literal(member.Value)}"))}}}",
        JsonArray items => $"[]interface {{}}{{{string.Join(", ", items.Select(Literal))}}}",
        null => "interface {}(nil)",
        _ => node.GetValueKind() == JsonValueKind.String ? JsonScalar.Of(node).ToString() : node.ToJsonString(),
    };

    private static void Report(List<string> errors, string path, string message) => errors.Add(path.Length == 0 ? message : $"{path}: {message}");
}
