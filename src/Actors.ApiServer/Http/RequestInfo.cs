namespace Actors.ApiServer.Http;

/// <summary>What a request's method and path ask for, by the rules of Kubernetes's paths.</summary>
internal sealed record RequestInfo
{
    /// <summary>Whether the path names a resource; otherwise only <see cref="Path"/> says anything.</summary>
    public bool IsResource { get; init; }

    public required string Path { get; init; }

    /// <summary><c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c> or <c>deletecollection</c>.</summary>
    public string Verb { get; init; } = "";

    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>Empty for a resource of the whole cluster, and for a namespaced one across all namespaces.</summary>
    public string Namespace { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Name { get; init; } = "";

    public string Subresource { get; init; } = "";

    /// <summary>Segments behind the subresource: no resource has any, but a proxy.</summary>
    public bool HasMore { get; init; }

    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path, decoded.</param>
    /// <param name="isWatch">Whether the query asks for a watch.</param>
    public static RequestInfo Parse(string method, string path, bool isWatch)
    {
        var segments = path.Trim('/').Split('/');
        var isCore = segments[0] == "api";
        var at = isCore ? 2 : segments[0] == "apis" ? 3 : segments.Length;
        if (at >= segments.Length) return new RequestInfo { Path = path };
        var (group, version, verb) = (isCore ? "" : segments[1], segments[at - 1], VerbOf(method));
        if (segments[at] == "watch")
        {
            // The old notation: /api/v1/watch/pods.
            verb = "watch";
            if (++at == segments.Length) return new RequestInfo { Path = path };
        }

        var @namespace = "";
        // What lies below a namespace is a resource in it, but for the parts of the namespace itself.
        if (segments[at] == "namespaces" && segments.Length > at + 2 && segments[at + 2] is not ("status" or "finalize"))
        {
            @namespace = segments[at + 1];
            at += 2;
        }

        var name = segments.ElementAtOrDefault(at + 1) ?? "";
        return new RequestInfo
        {
            Path = path,
            IsResource = true,
            Group = group,
            Version = version,
            Verb = OfCollection(verb, name.Length == 0, isWatch),
            Namespace = @namespace,
            Resource = segments[at],
            Name = name,
            Subresource = segments.ElementAtOrDefault(at + 2) ?? "",
            HasMore = segments.Length > at + 3,
        };
    }

    private static string VerbOf(string method) => method switch
    {
        "POST" => "create",
        "GET" or "HEAD" => "get",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => "",
    };

    private static string OfCollection(string verb, bool isCollection, bool isWatch) => (verb, isCollection) switch
    {
        ("get", true) => isWatch ? "watch" : "list",
        ("delete", true) => "deletecollection",
        _ => verb,
    };
}
