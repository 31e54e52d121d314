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
    /// <returns>False if it is malformed.</returns>
    public static bool TryRead(ref Utf8JsonReader reader, out FieldSet set)
    {
        set = FieldSet.Empty;
        if (!TryReadNode(ref reader, out _, out var children)) return false;
        set = children ?? FieldSet.Empty;
        return true;
    }

    /// <summary>Writes a set as it is stored: as all of an object's metadata, in alphabetical order.</summary>
    public static void Write(Utf8JsonWriter writer, FieldSet? set, bool isMember = false)
    {
        if (set?.Json is { } json && !isMember)
        {
            writer.WriteRawValue(json, skipInputValidation: true);
            return;
        }

        writer.WriteStartObject();
        if (set is not null)
        {
            if (isMember)
            {
                writer.WriteStartObject(Self);
                writer.WriteEndObject();
            }

            foreach (var entry in set.EntriesByText)
            {
                writer.WritePropertyName(entry.Element.Text);
                Write(writer, entry.Children, entry.IsMember);
            }
        }

        writer.WriteEndObject();
    }

    private static bool TryReadNode(ref Utf8JsonReader reader, out bool isMember, out FieldSet? children)
    {
        (isMember, children) = (false, null);
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        List<FieldSetEntry>? entries = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(Self))
            {
                isMember = true;
                reader.Read();
                reader.Skip();
                continue;
            }

            var text = reader.GetString()!;
            if (!PathElement.TryParse(text, out var element)) return false;
            reader.Read();
            if (!TryReadNode(ref reader, out var childIsMember, out var grandchildren)) return false;
            if (element is not null) (entries ??= []).Add(new FieldSetEntry(element, childIsMember, grandchildren));
        }

        children = FieldSet.OfEntries(entries);
        isMember |= children is null;
        return true;
    }
}
