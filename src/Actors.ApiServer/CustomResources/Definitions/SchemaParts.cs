using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>The schemas directly inside a schema.</summary>
internal static class SchemaParts
{
    private static readonly string[] Single = ["not", "items", "additionalProperties"];

    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf"];

    public static IEnumerable<JsonObject> Of(JsonObject schema)
    {
        foreach (var name in Single)
        {
            if (schema.Map(name) is { } part) yield return part;
        }

        foreach (var branch in Lists.SelectMany(schema.Maps)) yield return branch;
        foreach (var property in (schema.Map("properties") ?? []).Select(member => member.Value).OfType<JsonObject>()) yield return property;
    }
}
