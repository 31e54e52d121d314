using System.Text;
using System.Text.Json;

namespace Actors.Objects;

/// <summary>Text as it is written in JSON, between its quotes.</summary>
internal static class JsonText
{
    /// <summary>What it says.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\')) return Encoding.UTF8.GetString(raw);
        var quoted = new byte[raw.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        raw.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        try
        {
            reader.Read();
            return reader.GetString()!;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The latter is what the reader has for half a surrogate pair, and for bytes that are no UTF-8.
            throw new MalformedObjectException(raw, 0, "a string without broken escapes");
        }
    }

    /// <summary>Whether it says <paramref name="text"/>; without making a string unless it has escapes.</summary>
    public static bool Says(ReadOnlySpan<byte> raw, string text)
    {
        if (raw.Contains((byte)'\\')) return Decode(raw) == text;
        if (raw.Length < text.Length) return false;
        return Encoding.UTF8.GetByteCount(text) == raw.Length && SaysPlainly(raw, text);
    }

    private static bool SaysPlainly(ReadOnlySpan<byte> raw, string text)
    {
        Span<byte> utf8 = raw.Length <= 512 ? stackalloc byte[raw.Length] : new byte[raw.Length];
        Encoding.UTF8.GetBytes(text, utf8);
        return raw.SequenceEqual(utf8);
    }
}
