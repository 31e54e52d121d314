namespace Actors.Kubernetes;

/// <summary>A request to the API server as it is.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with its special characters escaped: <c>/api/v1/namespaces/default/pods</c>.</param>
public sealed record RestRequest(HttpMethod Method, string Path)
{
    /// <summary>The query's parameters, not escaped. One without a value is left out.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query { get; init; } = [];

    /// <summary>The body; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The media type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The media types that are wanted.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>Overrides <see cref="KubernetesClientOptions.Timeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Overrides <see cref="KubernetesClientOptions.MaxRetries"/>.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>Whether its answer comes on a connection with a thread of its own, where <see cref="KubernetesClientOptions.HttpVersionPolicy"/> allows HTTP/1.1 for that.</summary>
    internal bool HasOwnThread { get; init; }

    /// <summary>Path and query.</summary>
    internal string PathAndQuery
    {
        get
        {
            var query = string.Join('&', Query.Where(static one => one.Value is not null)
                .Select(static one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value!)}"));
            return query.Length == 0 ? Path : $"{Path}?{query}";
        }
    }

    /// <summary>As <c>GET /api/v1/pods</c>.</summary>
    public override string ToString() => $"{Method} {Path}";
}
