using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>
/// <c>application/json-patch+json</c> (RFC 6902), with the readings of kube-apiserver: to replace a member that is absent adds it, to copy one adds null, and
/// an absent member passes a test for null. All errors of an operation look the same to a client.
/// </summary>
internal static class JsonPatch
{
    /// <summary>How many operations one patch may have.</summary>
    public const int MaxOperations = 10_000;

    private static readonly string[] TextMembers = ["op", "path", "from"];

    /// <summary>Applies a patch.</summary>
    /// <param name="patch">The body of the request.</param>
    /// <param name="target">What is patched; it is left alone.</param>
    public static PatchResult Apply(JsonNode? patch, JsonObject target)
    {
        if (Malformed(patch) is { } malformed) return malformed;
        if (patch is not JsonArray operations) return (JsonObject)target.DeepClone();
        if (operations.Count > MaxOperations) return PatchError.TooLarge(MaxOperations, operations.Count);

        var document = target.DeepClone();
        foreach (var operation in operations)
        {
            if (operation is not JsonObject members || !TryApply(members, ref document)) return PatchError.Unprocessable();
        }

        return document is JsonObject patched ? patched : PatchError.Unprocessable();
    }

    /// <summary>The members of operations that no operation has: a warning, or an error where field validation is strict.</summary>
    public static IEnumerable<string> UnknownFields(JsonNode? patch) =>
        from operation in (patch as JsonArray ?? []).Select((node, index) => (node, index))
        from member in operation.node as JsonObject ?? []
        where member.Key != "value" && !TextMembers.Contains(member.Key)
        select string.Create(CultureInfo.InvariantCulture, $"json patch unknown field \"[{operation.index}].{member.Key}\"");

    private static PatchError? Malformed(JsonNode? patch)
    {
        if (patch is null) return null;
        if (patch is not JsonArray operations) return Mistyped(patch, "value of type ", "[]handlers.jsonPatchOp");
        foreach (var operation in operations)
        {
            if (operation is null) continue;
            if (operation is not JsonObject members) return Mistyped(operation, "value of type ", "handlers.jsonPatchOp");
            foreach (var name in TextMembers)
            {
                if (members[name] is { } value && value.GetValueKind() != JsonValueKind.String)
                {
                    return Mistyped(value, $"struct field jsonPatchOp.{name} of type ", "string");
                }
            }
        }

        return null;
    }

    private static PatchError Mistyped(JsonNode value, string place, string type) =>
        PatchError.BadRequest($"error decoding patch: json: cannot unmarshal {JsonKind.Name(value)} into Go {place}{type}");

    private static bool TryApply(JsonObject operation, ref JsonNode document) => Text(operation, "op") switch
    {
        "add" => TryAdd(document, Text(operation, "path"), operation["value"]),
        "remove" => TryTake(document, Text(operation, "path"), out _),
        "replace" => TryReplace(operation, ref document),
        "move" => TryTake(document, Text(operation, "from"), out var moved) && TryAdd(document, Text(operation, "path"), moved),
        "copy" => TryRead(document, Text(operation, "from"), out var copied) && TryAdd(document, Text(operation, "path"), copied),
        "test" => Passes(document, operation),
        _ => false,
    };

    private static string? Text(JsonObject operation, string member) => operation[member]?.GetValue<string>();

    private static JsonNode? Find(JsonNode document, string? path, out string token)
    {
        token = "";
        if (path is null || !JsonPointer.TryParse(path, out var pointer) || pointer.IsRoot) return null;
        token = pointer.Last;
        return pointer.FindParent(document);
    }

    private static bool TryRead(JsonNode document, string? path, out JsonNode? value)
    {
        value = null;
        return Find(document, path, out var token) is { } parent && JsonPointer.TryGet(parent, token, out value);
    }

    private static bool TryTake(JsonNode document, string? path, out JsonNode? value)
    {
        value = null;
        switch (Find(document, path, out var token))
        {
            case JsonObject members:
                return members.Remove(token, out value);
            case JsonArray items when JsonPointer.TryIndex(token, items.Count, out var index) && index < items.Count:
                value = items[index];
                items.RemoveAt(index);
                return true;
            default:
                return false;
        }
    }

    private static bool TryAdd(JsonNode document, string? path, JsonNode? value)
    {
        switch (Find(document, path, out var token))
        {
            case JsonObject members:
                members[token] = Detached(value);
                return true;
            case JsonArray items when token == "-":
                items.Add(Detached(value));
                return true;
            case JsonArray items when JsonPointer.TryIndex(token, items.Count + 1, out var index) && index <= items.Count:
                items.Insert(index, Detached(value));
                return true;
            default:
                return false;
        }
    }

    private static bool TryReplace(JsonObject operation, ref JsonNode document)
    {
        var path = Text(operation, "path");
        var value = operation["value"];
        if (path is "")
        {
            if (value is not (JsonObject or JsonArray)) return false;
            document = value.DeepClone();
            return true;
        }

        switch (Find(document, path, out var token))
        {
            case JsonObject members:
                members[token] = Detached(value);
                return true;
            case JsonArray items when JsonPointer.TryIndex(token, items.Count, out var index) && index < items.Count:
                items[index] = Detached(value);
                return true;
            default:
                return false;
        }
    }

    private static bool Passes(JsonNode document, JsonObject operation)
    {
        var path = Text(operation, "path");
        if (path is "") return JsonNode.DeepEquals(document, operation["value"]);
        return TryRead(document, path, out var value) && JsonNode.DeepEquals(value, operation["value"]);
    }

    private static JsonNode? Detached(JsonNode? value) => value?.Parent is null ? value : value.DeepClone();
}
