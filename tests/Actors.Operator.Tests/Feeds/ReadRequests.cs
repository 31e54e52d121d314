namespace Actors.Operators.Tests;

/// <summary>Tells requests that read many objects apart.</summary>
internal static class ReadRequests
{
    /// <summary>Whether it reads all there is of a resource, by pages or as the beginning of a watch.</summary>
    public static bool IsList(HttpRequestMessage request, string resource) => request.Method == HttpMethod.Get && IsList(request.RequestUri!.AbsolutePath, request.RequestUri.Query, resource);

    /// <inheritdoc cref="IsList(HttpRequestMessage, string)"/>
    public static bool IsList(string path, string query, string resource) =>
        path.EndsWith($"/{resource}", StringComparison.Ordinal) && (!query.Contains("watch=true", StringComparison.Ordinal) || query.Contains("sendInitialEvents=true", StringComparison.Ordinal));
}
