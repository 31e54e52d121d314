using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>
/// A path such as <c>.spec.a</c>, <c>.metadata.annotations.example\.com/x</c>, <c>.items[0]['b']</c>, <c>.list[*]</c>, <c>.list[-1:]</c> or
/// <c>.status.conditions[?(@.type=="Ready")].status</c>: the part of Kubernetes's JSONPath that columns and selectable fields use.
/// </summary>
internal sealed class JsonPath
{
    private readonly IReadOnlyList<JsonPathStep> _steps;

    internal JsonPath(IReadOnlyList<JsonPathStep> steps) => _steps = steps;

    /// <summary>Reads a path; false, with the reason, for one that cannot be read.</summary>
    public static bool TryParse(string text, out JsonPath path, out string error)
    {
        try
        {
            path = new JsonPath(new JsonPathParser(text).Parse());
            error = "";
            return true;
        }
        catch (FormatException mistake)
        {
            path = new JsonPath([]);
            error = mistake.Message;
            return false;
        }
    }

    /// <summary>The first value the path leads to; null if it leads nowhere.</summary>
    public JsonNode? First(JsonNode? root) => Find(root).FirstOrDefault(value => value is not null);

    /// <summary>All values the path leads to.</summary>
    public IEnumerable<JsonNode?> Find(JsonNode? root)
    {
        IEnumerable<JsonNode?> found = [root];
        foreach (var step in _steps) found = found.SelectMany(step.Next);
        return found;
    }

    /// <summary>A value as text: texts as they are, objects and lists as JSON.</summary>
    public static string Text(JsonNode value)
    {
        if (value is not JsonValue scalar) return GoText.Json(value);
        if (scalar.TryGetValue<string>(out var text)) return text;
        return JsonNumber.TryGet(scalar, out var number) ? number.ToString() : scalar.GetValueKind() == JsonValueKind.True ? "true" : "false";
    }
}
