namespace Actors.Objects;

/// <summary>Bytes that are not the JSON of a Kubernetes object, list or watch event.</summary>
public sealed class MalformedObjectException : FormatException
{
    private const int ExcerptLength = 40;

    internal MalformedObjectException(ReadOnlySpan<byte> json, int position, string expected)
        : base($"Expected {expected} at byte {Math.Min(position, json.Length)} of {json.Length}, found {Describe(json, position)}")
    {
        Position = Math.Min(position, json.Length);
    }

    /// <summary>The offset in bytes where it went wrong.</summary>
    public int Position { get; }

    private static string Describe(ReadOnlySpan<byte> json, int position)
    {
        if (position >= json.Length) return "the end";
        var excerpt = json.Slice(position, Math.Min(ExcerptLength, json.Length - position));
        return $"'{System.Text.Encoding.UTF8.GetString(excerpt)}'";
    }
}
