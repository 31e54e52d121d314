using System.Text.Json.Nodes;

namespace Actors.ApiServer.CustomResources;

/// <summary>A field that a field selector may name.</summary>
/// <param name="jsonPath">Where it is, such as <c>.spec.engine</c>.</param>
internal sealed class SelectableField(string jsonPath)
{
    private readonly JsonPath? _path = JsonPath.TryParse(jsonPath, out var path, out _) ? path : null;

    /// <summary>As a selector names it: the path without its first dot.</summary>
    public string Name { get; } = jsonPath.TrimStart('.');

    /// <summary>What a selector compares with; empty if the object has no such field.</summary>
    public string ValueOf(JsonObject resource) => _path?.First(resource) is { } value ? JsonPath.Text(value) : "";
}
