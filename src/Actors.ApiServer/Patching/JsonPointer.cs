using System.Globalization;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>
/// A place in a document (RFC 6901), read as kube-apiserver reads it: whatever stands before the first slash is ignored, and a negative index counts from the
/// end of an array.
/// </summary>
internal readonly struct JsonPointer
{
    private readonly string[] _tokens;

    private JsonPointer(string[] tokens) => _tokens = tokens;

    /// <summary>Whether this is the whole document.</summary>
    public bool IsRoot => _tokens.Length == 0;

    /// <summary>The last of the reference tokens: a member's name, an index, or <c>-</c>.</summary>
    public string Last => _tokens[^1];

    /// <summary>Reads a pointer.</summary>
    /// <param name="text">Empty for the whole document.</param>
    /// <param name="pointer">What was read.</param>
    /// <returns>False if there is no slash in it.</returns>
    public static bool TryParse(string text, out JsonPointer pointer)
    {
        var tokens = text.Split('/')[1..];
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Contains('~')) tokens[i] = Unescape(tokens[i]);
        }

        pointer = new JsonPointer(tokens);
        return tokens.Length > 0 || text.Length == 0;
    }

    /// <summary>The object or array that holds the last token; null if there is none.</summary>
    public JsonNode? FindParent(JsonNode document)
    {
        var node = document;
        foreach (var token in _tokens.AsSpan(0, _tokens.Length - 1))
        {
            var found = TryGet(node, token, out var child);
            if (!found || child is not (JsonObject or JsonArray)) return null;
            node = child;
        }

        return node;
    }

    /// <summary>The value at a token. A member that is absent is found to be null; an index that is absent is not found.</summary>
    public static bool TryGet(JsonNode container, string token, out JsonNode? value)
    {
        value = null;
        if (container is JsonObject members)
        {
            members.TryGetPropertyValue(token, out value);
            return true;
        }

        var items = (JsonArray)container;
        if (!TryIndex(token, items.Count, out var index) || index >= items.Count) return false;
        value = items[index];
        return true;
    }

    /// <summary>Reads an index into an array.</summary>
    /// <param name="token">A number; negative ones count back from <paramref name="count"/>.</param>
    /// <param name="count">How many places there are.</param>
    /// <param name="index">Zero or more.</param>
    /// <returns>False if it is no number, or lies before the start.</returns>
    public static bool TryIndex(string token, int count, out int index)
    {
        if (!int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index)) return false;
        if (index < 0) index += count;
        return index >= 0;
    }

    private static string Unescape(string token) => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
