using System.Text;
using System.Text.Json;

namespace Actors.Objects.Tests;

/// <summary>Makes objects longer by a member that no reader of metadata looks into.</summary>
internal static class PaddedJson
{
    /// <summary>Where the member goes.</summary>
    public enum Place
    {
        ObjectStart,
        ObjectEnd,
        MetadataStart,
        MetadataEnd,
    }

    /// <summary>The object with one more member, the text of which has so many bytes; null if the place is in metadata and there is none.</summary>
    public static byte[]? With(byte[] json, Place place, int length, string name = "padding")
    {
        if (Find(json, place) is not { } found) return null;
        var isStart = place is Place.ObjectStart or Place.MetadataStart;
        var member = $"\"{name}\":\"{new string('x', length)}\"";
        var comma = found.IsEmpty ? "" : ",";
        return [.. json.AsSpan(0, found.At), .. Encoding.UTF8.GetBytes(isStart ? member + comma : comma + member), .. json.AsSpan(found.At)];
    }

    private static (int At, bool IsEmpty)? Find(byte[] json, Place place)
    {
        var isInMetadata = place is Place.MetadataStart or Place.MetadataEnd;
        var wanted = place is Place.ObjectStart or Place.MetadataStart ? JsonTokenType.StartObject : JsonTokenType.EndObject;
        var reader = new Utf8JsonReader(json);
        var isMetadata = !isInMetadata;
        var last = JsonTokenType.None;
        while (reader.Read())
        {
            if (isInMetadata && reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName) isMetadata = reader.ValueTextEquals("metadata"u8);
            if (isMetadata && reader.CurrentDepth == (isInMetadata ? 1 : 0) && reader.TokenType == wanted)
            {
                var at = (int)reader.TokenStartIndex;
                if (wanted == JsonTokenType.EndObject) return (at, last == JsonTokenType.StartObject);
                reader.Read();
                return (at + 1, reader.TokenType == JsonTokenType.EndObject);
            }

            last = reader.TokenType;
        }

        return null;
    }
}
