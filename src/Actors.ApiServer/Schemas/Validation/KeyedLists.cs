using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>Lists of type set and map hold nothing twice.</summary>
internal static class KeyedLists
{
    /// <summary>Up to here comparing each with each is faster than a table.</summary>
    private const int PairwiseMax = 16;

    /// <summary>Every first repetition in the lists of an object, at any depth.</summary>
    public static void Validate(CompiledSchema schema, JsonNode? value, FieldPath? path, ICollection<FieldError> errors)
    {
        if (!schema.HasKeyedLists) return;
        switch (value)
        {
            case JsonObject map:
                for (var at = 0; at < map.Count; at++)
                {
                    var (name, member) = map.GetAt(at);
                    if (member is not (JsonObject or JsonArray)) continue;
                    if (schema.Properties.TryGetValue(name, out var property))
                    {
                        if (property.HasKeyedLists) Validate(property, member, path.Child(name), errors);
                    }
                    else if (schema.AdditionalProperties is { HasKeyedLists: true } other)
                    {
                        Validate(other, member, path.Key(name), errors);
                    }
                }

                break;
            case JsonArray list:
                if (schema.ListType == ListType.Set) ReportRepeated(list.Count, at => Text(list[at]), at => list[at], path, errors);
                else if (schema.ListType == ListType.Map) ValidateMap(schema, list, path, errors);
                if (schema.Items is not { HasKeyedLists: true } items) return;
                for (var at = 0; at < list.Count; at++) Validate(items, list[at], path.Index(at), errors);
                break;
        }
    }

    private static void ValidateMap(CompiledSchema schema, JsonArray list, FieldPath? path, ICollection<FieldError> errors)
    {
        for (var at = 0; at < list.Count; at++)
        {
            if (list[at] is null or JsonObject) continue;
            errors.Add(FieldError.Invalid(path.Index(at), list[at], "must be an object for an array of list-type map"));
            return;
        }

        if (AreDistinctTexts(list, schema.ListMapKeys)) return;
        ReportRepeated(list.Count, at => KeyText(schema, list[at] as JsonObject), at => KeyOf(schema, list[at] as JsonObject), path, errors);
    }

    /// <summary>Whether it is a short list whose one key is always a text, and never the same: the case of every list of conditions, ports or names.</summary>
    private static bool AreDistinctTexts(JsonArray list, IReadOnlyList<string> keys)
    {
        if (keys.Count != 1 || list.Count > PairwiseMax) return false;
        var texts = new string[list.Count];
        for (var at = 0; at < texts.Length; at++)
        {
            if (list[at] is not JsonObject item || item[keys[0]] is not JsonValue scalar || !scalar.TryGetValue<string>(out var text)) return false;
            if (Array.IndexOf(texts, text, 0, at) >= 0) return false;
            texts[at] = text;
        }

        return true;
    }

    private static string KeyText(CompiledSchema schema, JsonObject? item)
    {
        if (schema.ListMapKeys.Count == 1 && item?[schema.ListMapKeys[0]] is { } key) return Text(key);
        return GoText.Json(KeyOf(schema, item));
    }

    /// <summary>Different values have different texts; that of a string is made without a detour through JSON.</summary>
    private static string Text(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? "\"" + text : GoText.Json(value);

    private static JsonObject KeyOf(CompiledSchema schema, JsonObject? item)
    {
        var key = new JsonObject();
        if (item is null) return key;
        foreach (var name in schema.ListMapKeys)
        {
            if (item.TryGetPropertyValue(name, out var value)) key[name] = value?.DeepClone();
        }

        return key;
    }

    private static void ReportRepeated(int count, Func<int, string> textOf, Func<int, JsonNode?> shown, FieldPath? path, ICollection<FieldError> errors)
    {
        if (count < 2) return;
        var seen = new Dictionary<string, int>(count, StringComparer.Ordinal);
        for (var at = 0; at < count; at++)
        {
            var text = textOf(at);
            var times = seen[text] = seen.GetValueOrDefault(text) + 1;
            if (times == 2) errors.Add(FieldError.Duplicate(path.Index(at), shown(at)));
        }
    }
}
