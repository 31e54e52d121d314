using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>How the items of a list that is a map or a set are told apart.</summary>
internal static class ListItem
{
    /// <summary>The step that leads to an item.</summary>
    /// <param name="list">The type of the list, which is not atomic.</param>
    /// <param name="item">The item.</param>
    /// <param name="error">Why there is none, in a real server's words; empty if there is one.</param>
    /// <returns>Null if the item cannot be told from others.</returns>
    public static PathElement? Element(FieldType list, JsonNode? item, out string error)
    {
        error = "";
        if (list.ListKeys.Count > 0) return KeyElement(list, item, out error);
        error = item switch
        {
            JsonObject => "associative list without keys has an element that's a map type",
            JsonArray => "not supported: associative list with lists as elements",
            null => "associative list without keys has an element that's an explicit null",
            _ => "",
        };
        return error.Length > 0 ? null : PathElement.Value(JsonScalar.Of(item));
    }

    private static PathElement? KeyElement(FieldType list, JsonNode? item, out string error)
    {
        error = item is null ? "associative list with keys may not have a null element" : "associative list with keys may not have non-map elements";
        if (item is not JsonObject members) return null;
        var keys = new List<(string, JsonScalar)>(list.ListKeys.Count);
        foreach (var key in list.ListKeys)
        {
            if (members.TryGetPropertyValue(key, out var value)) keys.Add((key, JsonScalar.Of(value)));
            else if (list.Items.DefaultOf(key) is { } value2) keys.Add((key, JsonScalar.Of(value2)));
        }

        error = "";
        if (keys.Count > 0) return PathElement.Key([.. keys]);
        var names = string.Join(' ', list.ListKeys.Select(key => $"\"{key}\""));
        error = $"associative list with keys has an element that omits all key fields [{names}] (and doesn't have default values for any key fields)";
        return null;
    }
}
