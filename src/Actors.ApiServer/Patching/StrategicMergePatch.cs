using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Patching;

/// <summary>
/// <c>application/strategic-merge-patch+json</c>: a merge patch that merges lists by a key where the schema says so, with directives (<c>$patch</c>,
/// <c>$retainKeys</c>, <c>$deleteFromPrimitiveList</c>, <c>$setElementOrder</c>). For built-in kinds only.
/// </summary>
internal static class StrategicMergePatch
{
    /// <summary>The member that says what else than merging is to be done with an object.</summary>
    public const string Directive = "$patch";

    private const string RetainKeys = "$retainKeys";
    private const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList";
    private const string SetElementOrder = "$setElementOrder";

    /// <summary>Applies a patch.</summary>
    /// <param name="patch">The body of the request.</param>
    /// <param name="target">What is patched; it is left alone.</param>
    /// <param name="schema">Which lists are merged, and by which keys.</param>
    public static PatchResult Apply(JsonNode? patch, JsonObject target, Schema schema)
    {
        var patched = RawJson.Copy(target);
        if (patch is null) return patched;
        if (patch is not JsonObject changes)
        {
            return PatchError.BadRequest($"json: cannot unmarshal {JsonKind.Name(patch)} into Go value of type map[string]interface {{}}");
        }

        return MergeMap(ref patched, (JsonObject)changes.DeepClone(), schema) is { } error ? error : patched;
    }

    /// <summary>Merges <paramref name="patch"/>, which is used up, into <paramref name="original"/>, which may be replaced.</summary>
    public static PatchError? MergeMap(ref JsonObject original, JsonObject patch, Schema? schema)
    {
        if (patch.TryGetPropertyValue(Directive, out var directive)) return Obey(directive, ref original, patch);
        if (ApplyRetainKeys(original, patch) is { } retained) return retained;
        if (ApplyElementOrders(original, patch, schema) is { } ordered) return ordered;

        foreach (var name in patch.Select(member => member.Key).ToList())
        {
            patch.Remove(name, out var change);
            var deletes = name.StartsWith(DeleteFromPrimitiveList, StringComparison.Ordinal);
            var field = deletes ? FieldOf(name, DeleteFromPrimitiveList) : name;
            if (field is null) return PatchError.BadRequest("invalid patch format of primitive list");
            if (MergeMember(original, field, change, schema, deletes) is { } error) return error;
        }

        return null;
    }

    /// <summary>A value as it is added to an object: without nulls, directives and what bears a directive. Null if the value itself bears one.</summary>
    public static JsonNode? Plain(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members when members.ContainsKey(Directive):
                return null;
            case JsonObject members:
                var kept = new JsonObject();
                foreach (var (name, value) in members)
                {
                    if (!IsDirective(name) && Plain(value) is { } plain) kept.Add(name, plain);
                }

                return kept;
            case JsonArray items:
                return new JsonArray([.. items.Where(item => item is not JsonObject value || !value.ContainsKey(Directive)).Select(Plain)]);
            default:
                return node?.DeepClone();
        }
    }

    private static PatchError? Obey(JsonNode? directive, ref JsonObject original, JsonObject patch)
    {
        switch (GoText.Of(directive))
        {
            case "replace":
                patch.Remove(Directive);
                original = (JsonObject)Plain(patch)!;
                return null;
            case "delete":
                original = [];
                return null;
            case var unknown:
                return PatchError.Internal($"unknown patch type: {unknown} in map: {GoText.Of(patch)}");
        }
    }

    private static PatchError? MergeMember(JsonObject original, string name, JsonNode? change, Schema? schema, bool deletes)
    {
        if (change is null)
        {
            original.Remove(name);
            return null;
        }

        switch (original[name], change)
        {
            case (JsonObject current, JsonObject changes):
                original.Remove(name);
                var error = MergeMap(ref current, changes, Member(schema, name));
                original[name] = current;
                return error;
            case (JsonArray current, JsonArray changes):
                var list = new StrategicList(Member(schema, name));
                if (list.Merge(current, changes, deletes, out var merged) is { } refused) return refused;
                original[name] = merged;
                return null;
            case var _ when deletes:
                return null;
            default:
                if (Plain(change) is { } plain) original[name] = plain;
                else original.Remove(name);
                return null;
        }
    }

    private static PatchError? ApplyRetainKeys(JsonObject original, JsonObject patch)
    {
        if (!patch.Remove(RetainKeys, out var directive)) return null;
        var invalid = PatchError.BadRequest("invalid patch format of retainKeys");
        if (directive is not JsonArray keys) return invalid;
        var retained = keys.Select(GoText.Of).ToHashSet(StringComparer.Ordinal);
        var kept = patch.Where(member => member.Value is not null && !IsDirective(member.Key));
        if (kept.Any(member => !retained.Contains(member.Key))) return invalid;
        foreach (var name in original.Select(member => member.Key).Where(name => !retained.Contains(name)).ToList()) original.Remove(name);
        return null;
    }

    private static PatchError? ApplyElementOrders(JsonObject original, JsonObject patch, Schema? schema)
    {
        foreach (var name in patch.Select(member => member.Key).Where(name => name.StartsWith(SetElementOrder, StringComparison.Ordinal)).ToList())
        {
            patch.Remove(name, out var value);
            if (value is not JsonArray order) return Unexpected("[]interface {}", value);
            if (FieldOf(name, SetElementOrder) is not { } field) return PatchError.BadRequest("invalid patch format of setElementOrder list");
            if (ApplyElementOrder(original, patch, field, order, schema) is { } error) return error;
        }

        return null;
    }

    private static PatchError? ApplyElementOrder(JsonObject original, JsonObject patch, string name, JsonArray order, Schema? schema)
    {
        original.TryGetPropertyValue(name, out var current);
        patch.Remove(name, out var change);
        if (current is not (null or JsonArray)) return Unexpected("[]interface {}", current);
        if (change is not (null or JsonArray)) return Unexpected("[]interface {}", change);
        if (current is null && change is null) return null;
        var list = new StrategicList(Member(schema, name));
        if (list.MergeInOrder((JsonArray?)current, (JsonArray?)change, order, out var merged) is { } error) return error;
        original[name] = merged;
        return null;
    }

    /// <summary>A value of another type than it has to be.</summary>
    public static PatchError Unexpected(string type, JsonNode? value) => PatchError.Internal($"expected a {type}, but received a {GoText.TypeOf(value)}");

    private static bool IsDirective(string name) =>
        name is RetainKeys
        || name.StartsWith(SetElementOrder, StringComparison.Ordinal)
        || name.StartsWith(DeleteFromPrimitiveList, StringComparison.Ordinal);

    private static string? FieldOf(string name, string directive) =>
        name.StartsWith(directive + "/", StringComparison.Ordinal) ? name[(directive.Length + 1)..] : null;

    private static Schema? Member(Schema? schema, string name)
    {
        if (schema is null) return null;
        var known = schema.Properties.GetValueOrDefault(name) ?? schema.AdditionalProperties;
        return name == "metadata" && known is not { Properties.Count: > 0 } ? ObjectMetaSchema.Value : known;
    }
}
