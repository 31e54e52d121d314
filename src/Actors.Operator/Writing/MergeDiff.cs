using System.Text.Json.Nodes;

namespace Actors.Operators.Writing;

/// <summary>Finds the JSON merge patch (RFC 7386) for what was changed in a copy.</summary>
internal static class MergeDiff
{
    /// <summary>What has to be sent; null if nothing.</summary>
    /// <param name="before">The copy as its model writes it, before the change.</param>
    /// <param name="after">And after it.</param>
    /// <param name="held">
    /// What the server has. A field that only the model has, since it cannot be absent there, is sent as well. Give <paramref name="before"/> again where that is not wanted.
    /// </param>
    public static JsonObject? Between(JsonObject before, JsonObject after, JsonObject held)
    {
        JsonObject? patch = null;
        foreach (var (name, value) in after)
        {
            before.TryGetPropertyValue(name, out var old);
            var isHeld = held.TryGetPropertyValue(name, out var server);
            if (value is JsonObject inner && old is JsonObject oldInner && server is JsonObject serverInner)
            {
                if (Between(oldInner, inner, serverInner) is { } nested) (patch ??= [])[name] = nested;
            }
            else if (!isHeld || !JsonNode.DeepEquals(old, value))
            {
                (patch ??= [])[name] = value?.DeepClone();
            }
        }

        foreach (var (name, _) in before)
        {
            if (!after.ContainsKey(name)) (patch ??= [])[name] = null;
        }

        return patch;
    }
}
