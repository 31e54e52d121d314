using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>Fills in defaults, in place: for what is missing, and for a null where none is allowed.</summary>
internal static class Defaulter
{
    public static void Default(CompiledSchema schema, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject map:
                FillIn(schema, map);
                break;
            case JsonArray list when schema.Items is { } items:
                for (var at = 0; at < list.Count; at++)
                {
                    if (list[at] is null && !items.IsNullable && items.Default is { } instead) list[at] = instead.DeepClone();
                    if (list[at] is JsonObject or JsonArray) Default(items, list[at]);
                }

                break;
        }
    }

    private static void FillIn(CompiledSchema schema, JsonObject map)
    {
        foreach (var (name, instead) in schema.Defaults)
        {
            if (!map.TryGetPropertyValue(name, out var given) || (given is null && !schema.Properties[name].IsNullable)) map[name] = instead.DeepClone();
        }

        for (var at = 0; at < map.Count; at++)
        {
            var (name, member) = map.GetAt(at);
            if (schema.Properties.TryGetValue(name, out var property))
            {
                if (member is JsonObject or JsonArray) Default(property, member);
            }
            else if (schema.AdditionalProperties is { } other)
            {
                if (member is null && !other.IsNullable && other.Default is { } instead) map.SetAt(at, member = instead.DeepClone());
                if (member is JsonObject or JsonArray) Default(other, member);
            }
        }
    }
}
