using System.Text.Json;
using Actors.Kubernetes.Models;
using Actors.Objects;

namespace Actors.Kubernetes;

/// <summary>A change to an object, as the server is to work it in. https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply</summary>
public sealed class Patch
{
    private Patch(string contentType, ReadOnlyMemory<byte> body) => (ContentType, Body) = (contentType, body);

    /// <summary>The media type that says how it is to be read.</summary>
    public string ContentType { get; }

    /// <summary>The patch in UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Operations on paths (RFC 6902): an array, as JSON or as something that becomes such.</summary>
    public static Patch Json(object operations) => new("application/json-patch+json", ToJson(operations));

    /// <summary>An object of what is to differ, null for what is to go (RFC 7386), as JSON or as something that becomes such. Lists are replaced.</summary>
    public static Patch Merge(object change) => new("application/merge-patch+json", ToJson(change));

    /// <summary>As a merge patch, but lists are merged by the keys their kind has. Not for custom resources.</summary>
    public static Patch Strategic(object change) => new("application/strategic-merge-patch+json", ToJson(change));

    /// <summary>All that a field manager wants of an object (server-side apply): what it wanted before and does not any more goes.</summary>
    public static Patch Apply(object wanted) => new("application/apply-patch+yaml", ToJson(wanted));

    private static ReadOnlyMemory<byte> ToJson(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value switch
        {
            KubernetesObject subject => subject.Json,
            ReadOnlyMemory<byte> utf8 => utf8,
            byte[] utf8 => utf8,
            string json => System.Text.Encoding.UTF8.GetBytes(json),
            _ => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), KubernetesJson.Options),
        };
    }
}
