namespace Actors.Kubernetes;

/// <summary>Where a resource is served: <c>/api/v1/…</c> for the core group, <c>/apis/group/version/…</c> for all others.</summary>
internal static class ResourcePath
{
    /// <exception cref="ArgumentException">A part cannot be part of a path.</exception>
    public static string Of(GroupVersionResource resource, string? @namespace, string? name, string subresource = "")
    {
        var root = resource.Group.Length == 0 ? $"/api/{resource.Version}" : $"/apis/{resource.Group}/{resource.Version}";
        var space = string.IsNullOrEmpty(@namespace) ? "" : $"/namespaces/{Segment(@namespace, "namespace")}";
        var item = name is null ? "" : $"/{Segment(name, "name")}";
        return $"{root}{space}/{resource.Resource}{item}{(subresource.Length == 0 ? "" : $"/{subresource}")}";
    }

    // Without this, an empty name would ask for the whole list, and "a/status" for something else than an object.
    private static string Segment(string value, string what)
    {
        if (value.Length == 0) throw new ArgumentException($"The {what} is empty");
        if (value is "." or ".." || value.Contains('/', StringComparison.Ordinal) || value.Contains('%', StringComparison.Ordinal))
            throw new ArgumentException($"'{value}' is no {what}: it must not be '.' or '..' nor contain '/' or '%'");
        return Uri.EscapeDataString(value);
    }
}
