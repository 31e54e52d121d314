using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>Objects with their members and arrays with their items.</summary>
internal sealed partial class SchemaValidator
{
    private int CheckMembers(CompiledSchema schema, JsonObject value, JsonObject? old)
    {
        var passed = 0;
        var constraints = schema.Constraints;
        if (constraints?.MinProperties is { } min && value.Count < min)
            AddInvalid((long)value.Count, Sentence($"{_path} in body should have at least {min} properties"));
        if (constraints?.MaxProperties is { } max && value.Count > max)
            Add(FieldError.TooMany(Field(), value.Count, max), Sentence($"{_path} in body should have at most {max} properties"));

        var forbidsOthers = constraints is { ForbidsAdditionalProperties: true };
        for (var at = 0; at < value.Count; at++)
        {
            var (name, member) = value.GetAt(at);
            if (schema.Properties.TryGetValue(name, out var property)) passed += CheckMember(schema, property, name, name, member, old);
            else if (forbidsOthers) AddInvalid(name, $"{_path}.{name} in body is a forbidden property");
            else if (schema.AdditionalProperties is { } other) passed += CheckMember(schema, other, name, _path.Depth == 0 ? "." + name : name, member, old);
        }

        foreach (var name in schema.Required)
        {
            if (value.ContainsKey(name)) continue;
            var path = $"{_path}.{name}";
            Add(FieldError.Required(Field(path)), $"{path} in body is required");
        }

        return passed;
    }

    private int CheckMember(CompiledSchema schema, CompiledSchema property, string name, string step, JsonNode? member, JsonObject? old)
    {
        JsonNode? oldMember = null;
        if (old is not null && (_path.Depth > 0 || name is not ("apiVersion" or "kind"))) old.TryGetPropertyValue(name, out oldMember);
        _path.Enter(step);
        var passed = Check(property, member, oldMember);
        _path.Leave();
        return passed;
    }

    private int CheckItems(CompiledSchema schema, JsonArray value, JsonArray? old)
    {
        var passed = 1;
        if (schema.Items is { } items)
        {
            for (var at = 0; at < value.Count; at++)
            {
                _path.Enter(at);
                passed += Check(items, value[at], Correlated(schema, value[at], old));
                _path.Leave();
            }
        }

        var constraints = schema.Constraints;
        if (constraints is null) return passed;
        if (constraints.MinItems is { } min && value.Count < min)
            AddInvalid((long)value.Count, Sentence($"{_path} in body should have at least {min} items"));
        if (constraints.MaxItems is { } max && value.Count > max)
            Add(FieldError.TooMany(Field(), value.Count, max), Sentence($"{_path} in body should have at most {max} items"));
        if (constraints.HasUniqueItems && HasDuplicates(value)) AddInvalid("", $"{_path} in body shouldn't contain duplicates");
        return passed;
    }

    /// <summary>The item of the old list with the same keys: only lists of type map tell their items apart.</summary>
    private static JsonNode? Correlated(CompiledSchema schema, JsonNode? item, JsonArray? old)
    {
        if (old is null || schema.ListType != ListType.Map || item is not JsonObject map) return null;
        return old.FirstOrDefault(other => other is JsonObject otherMap && schema.ListMapKeys.All(key => JsonNode.DeepEquals(map[key], otherMap[key])));
    }

    private static bool HasDuplicates(JsonArray list)
    {
        for (var at = 1; at < list.Count; at++)
        {
            for (var before = 0; before < at; before++)
            {
                if (JsonNode.DeepEquals(list[at], list[before])) return true;
            }
        }

        return false;
    }
}
