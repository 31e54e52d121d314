using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>
/// The notation of a <see cref="FieldSet"/> in <c>managedFields</c>: nested objects, where an empty object is a field in the set and <c>.</c> says that a
/// container with children is in it as well.
/// </summary>
internal static class FieldsV1
{
    private const string Self = ".";

    /// <summary>Reads a set.</summary>
    /// <param name="node">The notation; null for the empty set.</param>
    /// <param name="set">What was read.</param>
    /// <param name="isCanonical">Whether writing the set would give the same again.</param>
    /// <returns>False if it is malformed.</returns>
    public static bool TryRead(JsonNode? node, out FieldSet set, out bool isCanonical)
    {
        (set, isCanonical) = (FieldSet.Empty, node is not null);
        if (node is null) return true;
        if (node is not JsonObject members || !TryReadNode(members, out _, out var children, ref isCanonical)) return false;
        set = children ?? FieldSet.Empty;
        return true;
    }

    /// <summary>Writes a set, its elements in the order a real server has.</summary>
    public static JsonObject Write(FieldSet set, bool isMember = false)
    {
        var members = new JsonObject();
        if (isMember) members.Add(Self, new JsonObject());
        foreach (var entry in set.Entries) members.Add(entry.Element.Text, entry.Children is null ? new JsonObject() : Write(entry.Children, entry.IsMember));
        return members;
    }

    private static bool TryReadNode(JsonObject members, out bool isMember, out FieldSet? children, ref bool isCanonical)
    {
        (isMember, children) = (false, null);
        var entries = members.Count == 0 ? null : new List<FieldSetEntry>(members.Count);
        foreach (var (text, value) in members)
        {
            if (text == Self)
            {
                isMember = true;
                isCanonical &= members.Count > 1 && entries!.Count == 0;
                continue;
            }

            if (!PathElement.TryParse(text, out var element) || value is not JsonObject child) return false;
            if (!TryReadNode(child, out var childIsMember, out var grandchildren, ref isCanonical)) return false;
            isCanonical &= element?.Text == text && (entries!.Count == 0 || entries[^1].Element.CompareTo(element) < 0);
            if (element is not null) entries!.Add(new FieldSetEntry(element, childIsMember, grandchildren));
        }

        children = FieldSet.OfEntries(entries);
        isMember |= children is null;
        return true;
    }
}
