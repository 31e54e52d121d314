using System.Text;
using System.Text.Json;

namespace Actors.ApiServer.Verbs;

/// <summary>Reads one field out of an object's JSON without reading the rest.</summary>
internal static class JsonField
{
    /// <summary>A scalar by its path, as text.</summary>
    /// <param name="json">The object.</param>
    /// <param name="path">Names with dots between them, such as <c>spec.nodeName</c>.</param>
    /// <returns>Null if there is none, or no scalar.</returns>
    public static string? Text(ReadOnlySpan<byte> json, string path)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Schemas.JsonBody.DepthMax + 8 });
        reader.Read();
        foreach (var range in path.AsSpan().Split('.'))
            if (!TryEnter(ref reader, path.AsSpan()[range])) return null;
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
    }

    private static bool TryEnter(ref Utf8JsonReader reader, ReadOnlySpan<char> name)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(name);
            reader.Read();
            if (isWanted) return true;
            reader.Skip();
        }

        return false;
    }
}
