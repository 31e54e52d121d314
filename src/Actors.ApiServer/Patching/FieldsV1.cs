using System.Text.Json;

namespace Actors.ApiServer.Patching;

/// <summary>
/// The notation of a <see cref="FieldSet"/> in <c>managedFields</c>: nested objects, where an empty object is a field in the set and <c>.</c> says that a
/// container with children is in it as well.
/// </summary>
internal static class FieldsV1
{
    private const string Self = ".";

    /// <summary>Reads a set.</summary>
    /// <param name="reader">Stands on the start of the notation, and then on its end.</param>
    /// <param name="set">What was read.</param>
    /// <param name="isCanonical">Becomes false if writing the set would not give the same again.</param>
    /// <returns>False if it is malformed.</returns>
    public static bool TryRead(ref Utf8JsonReader reader, out FieldSet set, ref bool isCanonical)
    {
        set = FieldSet.Empty;
        if (!TryReadNode(ref reader, out _, out var children, ref isCanonical)) return false;
        set = children ?? FieldSet.Empty;
        return true;
    }

    /// <summary>Writes a set, its elements in the order a real server has.</summary>
    public static void Write(Utf8JsonWriter writer, FieldSet? set, bool isMember = false)
    {
        writer.WriteStartObject();
        if (set is not null)
        {
            if (isMember)
            {
                writer.WriteStartObject(Self);
                writer.WriteEndObject();
            }

            foreach (var entry in set.Entries)
            {
                writer.WritePropertyName(entry.Element.Text);
                Write(writer, entry.Children, entry.IsMember);
            }
        }

        writer.WriteEndObject();
    }

    private static bool TryReadNode(ref Utf8JsonReader reader, out bool isMember, out FieldSet? children, ref bool isCanonical)
    {
        (isMember, children) = (false, null);
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        List<FieldSetEntry>? entries = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(Self))
            {
                isCanonical &= !isMember && entries is null;
                isMember = true;
                reader.Read();
                reader.Skip();
                continue;
            }

            var text = reader.GetString()!;
            if (!PathElement.TryParse(text, out var element)) return false;
            reader.Read();
            if (!TryReadNode(ref reader, out var childIsMember, out var grandchildren, ref isCanonical)) return false;
            isCanonical &= element?.Text == text && (entries is null || entries[^1].Element.CompareTo(element) < 0);
            if (element is not null) (entries ??= []).Add(new FieldSetEntry(element, childIsMember, grandchildren));
        }

        children = FieldSet.OfEntries(entries);
        isCanonical &= children is not null || !isMember;
        isMember |= children is null;
        return true;
    }
}
