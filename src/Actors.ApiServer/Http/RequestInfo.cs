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
        var plain = new RequestInfo { Path = path };
        var segments = path.Trim('/').Split('/');
        var rest = segments switch
        {
            ["api", _, .. var after] => after,
            ["apis", _, _, .. var after] => after,
            _ => [],
        };
        if (rest.Length == 0) return plain;
        var isCore = segments[0] == "api";
        var verb = VerbOf(method);
        if (rest[0] == "watch")
        {
            // The old notation: /api/v1/watch/pods.
            verb = "watch";
            rest = rest[1..];
            if (rest.Length == 0) return plain;
        }

        var info = plain with { IsResource = true, Group = isCore ? "" : segments[1], Version = isCore ? segments[1] : segments[2] };
        info = WithResource(info, rest);
        return info with { Verb = OfCollection(verb, info.Name.Length == 0, isWatch) };
    }

    private static RequestInfo WithResource(RequestInfo info, string[] rest)
    {
        // What lies below a namespace is a resource in it, but for the parts of the namespace itself.
        if (rest is ["namespaces", var name, var next, ..] && next is not ("status" or "finalize"))
        {
            info = info with { Namespace = name };
            rest = rest[2..];
        }

        return info with
        {
            Resource = rest[0],
            Name = rest.Length > 1 ? rest[1] : "",
            Subresource = rest.Length > 2 ? rest[2] : "",
            HasMore = rest.Length > 3,
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
