using System.Buffers;
using System.Buffers.Text;
using Actors.Objects;

namespace Actors.ApiServer.Storage;

/// <summary>An object that is ready to be stored but for its resource version, which only the moment of storing gives it.</summary>
/// <param name="json">The object in UTF-8, with an empty string for its <c>metadata.resourceVersion</c>.</param>
/// <param name="versionAt">Where in it the version belongs: between the quotes of that string.</param>
internal sealed class ObjectDraft(ReadOnlyMemory<byte> json, int versionAt)
{
    private const int LongestVersion = 20;

    /// <summary>The object as it is, without a version.</summary>
    public ReadOnlyMemory<byte> Json { get; } = json;

    /// <summary>The draft of an object with its version taken out.</summary>
    public static ObjectDraft Of(KubernetesObject stored)
    {
        var json = stored.Json.Span;
        if (!json.Overlaps(stored.ResourceVersionUtf8, out var at)) throw new ArgumentException("A stored object has a resource version", nameof(stored));
        var draft = new byte[json.Length - stored.ResourceVersionUtf8.Length];
        json[..at].CopyTo(draft);
        json[(at + stored.ResourceVersionUtf8.Length)..].CopyTo(draft.AsSpan(at));
        return new ObjectDraft(draft, at);
    }

    /// <summary>The object with a version.</summary>
    public KubernetesObject WithVersion(ulong version)
    {
        var json = Json.Span;
        var buffer = ArrayPool<byte>.Shared.Rent(json.Length + LongestVersion);
        try
        {
            json[..versionAt].CopyTo(buffer);
            Utf8Formatter.TryFormat(version, buffer.AsSpan(versionAt), out var digits);
            json[versionAt..].CopyTo(buffer.AsSpan(versionAt + digits));
            return KubernetesObject.Parse(buffer.AsSpan(0, json.Length + digits), ObjectContent.Whole);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether the stored object is the same but for its version.</summary>
    public bool SaysTheSameAs(KubernetesObject stored)
    {
        var json = Json.Span;
        var other = stored.Json.Span;
        var version = stored.ResourceVersionUtf8;
        return json.Length + version.Length == other.Length
            && other.Overlaps(version, out var at) && at == versionAt
            && json[..at].SequenceEqual(other[..at]) && json[at..].SequenceEqual(other[(at + version.Length)..]);
    }
}
