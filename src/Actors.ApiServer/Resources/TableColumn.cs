using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Resources;

/// <summary>A column of the tables kubectl prints.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Type">An OpenAPI type, or <c>date</c>.</param>
/// <param name="Cell">What stands in it for an object at a time.</param>
internal sealed record TableColumn(string Name, string Type, Func<JsonObject, DateTimeOffset, JsonNode?> Cell)
{
    public static TableColumn Age { get; } = new("Age", "string", AgeOf) { Description = ObjectMetaText.CreationTimestamp };

    public string Format { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>0 for always, above that for wide output only.</summary>
    public long Priority { get; init; }

    /// <summary>A column of a custom resource.</summary>
    public static TableColumn Of(PrinterColumn column) =>
        new(column.Name, column.Type, column.Cell) { Format = column.Format, Description = column.Description, Priority = column.Priority };

    private static JsonNode? AgeOf(JsonObject value, DateTimeOffset now) =>
        Time.TryParse(ObjectMeta.Text(value["metadata"] as JsonObject, "creationTimestamp"), out var created) ? HumanDuration.Write(now - created.Value) : "<unknown>";
}
