using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>Takes fields out of a document.</summary>
internal static class FieldRemover
{
    /// <summary>The document without some fields; it is itself left alone.</summary>
    public static JsonObject Remove(JsonObject document, FieldSet fields, FieldType type) => Visit(document, fields, type) as JsonObject ?? [];

    /// <summary>A container nothing is left of becomes null.</summary>
    private static JsonNode? Visit(JsonNode? node, FieldSet fields, FieldType type) => type.FormOf(node) switch
    {
        FieldForm.Map => type.IsAtomicMap ? null : OfMap(node as JsonObject, fields, type),
        FieldForm.List => type.IsAtomicList ? null : OfList(node as JsonArray, fields, type),
        _ => node?.DeepClone(),
    };

    private static JsonObject? OfMap(JsonObject? members, FieldSet fields, FieldType type)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in members ?? [])
        {
            var memberType = type.MemberType(name, out var element, out _);
            var entry = fields.Find(element);
            if (!entry.IsMember) kept.Add(name, entry.Children is null ? value?.DeepClone() : Visit(value, entry.Children, memberType));
        }

        return kept.Count > 0 ? kept : null;
    }

    private static JsonArray? OfList(JsonArray? items, FieldSet fields, FieldType type)
    {
        var kept = new JsonArray();
        foreach (var item in items ?? [])
        {
            var entry = ListItem.Element(type, item, out _) is { } element ? fields.Find(element) : default;
            if (!entry.IsMember) kept.Add(entry.Children is null ? item?.DeepClone() : Visit(item, entry.Children, type.Items));
        }

        return kept.Count > 0 ? kept : null;
    }
}
