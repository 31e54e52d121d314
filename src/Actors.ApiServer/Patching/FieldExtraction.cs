using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>Which fields a document has: its leaves, the items of its lists, and the members of its maps.</summary>
internal static class FieldExtraction
{
    /// <summary>The fields of a document.</summary>
    public static FieldSet Extract(JsonNode? document, FieldType type) => Visit(document, type).Children ?? FieldSet.Empty;

    private static (bool IsMember, FieldSet? Children) Visit(JsonNode? node, FieldType type) => type.FormOf(node) switch
    {
        FieldForm.Map => type.IsAtomicMap ? (true, null) : (false, OfMap(node as JsonObject, type)),
        FieldForm.List => type.IsAtomicList ? (true, null) : (false, OfList(node as JsonArray, type)),
        _ => (true, null),
    };

    private static FieldSet? OfMap(JsonObject? members, FieldType type)
    {
        if (members is null or { Count: 0 }) return null;
        var entries = new List<FieldSetEntry>(members.Count);
        foreach (var (name, value) in members)
        {
            var memberType = type.MemberType(name, out var element, out _);
            var (isMember, children) = Visit(value, memberType);
            isMember |= value is null or JsonObject { Count: 0 } || !type.TryGetMember(name, out _);
            var entry = new FieldSetEntry(element, isMember, children);
            if (!entry.IsEmpty) entries.Add(entry);
        }

        return FieldSet.OfEntries(entries);
    }

    private static FieldSet? OfList(JsonArray? items, FieldType type)
    {
        if (items is null or { Count: 0 }) return null;
        var index = new ListIndex(items, type);
        var entries = new List<FieldSetEntry>(items.Count);
        foreach (var (element, values) in index.Items)
        {
            var children = values.Count > 1 ? null : Visit(values[0], type.Items).Children;
            entries.Add(new FieldSetEntry(element, IsMember: true, children));
        }

        return FieldSet.OfEntries(entries);
    }
}
