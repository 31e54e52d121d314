using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Actors.ApiServer.Patching.Tests;

/// <summary>Field sets in the notation of <c>managedFields</c>.</summary>
internal static class FieldSets
{
    public static FieldSet Read(string text) => TryRead(text, out var set) ? set : throw new FormatException(text);

    public static bool TryRead(string text, out FieldSet set)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text.Replace('\'', '"')));
        reader.Read();
        return FieldsV1.TryRead(ref reader, out set);
    }

    public static string Write(FieldSet set)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            FieldsV1.Write(writer, set);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan).Replace('"', '\'');
    }
}
