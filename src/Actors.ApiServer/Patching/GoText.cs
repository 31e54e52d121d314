using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>Values as a real server's messages show them: in the notation of the language it is written in.</summary>
internal static class GoText
{
    /// <summary>A value: <c>map[a:1 b:[x y]]</c>.</summary>
    public static string Of(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    /// <summary>The type a value is decoded to.</summary>
    public static string TypeOf(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "map[string]interface {}",
        JsonValueKind.Array => "[]interface {}",
        JsonValueKind.String => "string",
        JsonValueKind.Number => node.ToJsonString().AsSpan().ContainsAny(".eE") ? "float64" : "int64",
        JsonValueKind.True or JsonValueKind.False => "bool",
        _ => "%!s(<nil>)",
    };

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("<nil>");
                break;
            case JsonObject members:
                text.Append("map[");
                text.AppendJoin(' ', members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}:{Of(member.Value)}"));
                text.Append(']');
                break;
            case JsonArray items:
                text.Append('[').AppendJoin(' ', items.Select(Of)).Append(']');
                break;
            default:
                text.Append(node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString());
                break;
        }
    }
}
