using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Patching;

/// <summary>
/// <c>application/merge-patch+json</c> (RFC 7386), as kube-apiserver reads it: nulls go from everything a patch adds, also from the objects in its arrays.
/// </summary>
internal static class MergePatch
{
    /// <summary>Applies a patch.</summary>
    /// <param name="patch">The body of the request.</param>
    /// <param name="target">What is patched; it is left alone.</param>
    public static PatchResult Apply(JsonNode? patch, JsonObject target)
    {
        if (patch is null) return PatchError.BadRequest("Invalid JSON Patch");
        if (patch is not JsonObject changes)
        {
            var found = JsonKind.Name(patch);
            return PatchError.BadRequest($"error decoding patch: json: cannot unmarshal {found} into Go value of type map[string]interface {{}}");
        }

        var patched = RawJson.Copy(target);
        Merge(patched, changes);
        return patched;
    }

    private static void Merge(JsonObject target, JsonObject changes)
    {
        foreach (var (name, change) in changes)
        {
            if (change is null) target.Remove(name);
            else if (change is JsonObject inner && target[name] is JsonObject current) Merge(current, inner);
            else target[name] = WithoutNulls(change);
        }
    }

    private static JsonNode WithoutNulls(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                var kept = new JsonObject();
                foreach (var (name, value) in members)
                {
                    if (value is not null) kept.Add(name, WithoutNulls(value));
                }

                return kept;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => item is null ? null : WithoutNulls(item))]);
            default:
                return node.DeepClone();
        }
    }
}
