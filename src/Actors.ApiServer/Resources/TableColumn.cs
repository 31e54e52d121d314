using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Tables;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Resources;

/// <summary>A column of the tables kubectl prints.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Type">An OpenAPI type, or <c>date</c>.</param>
/// <param name="JsonPath">Where its value is in an object; empty for a value that is worked out.</param>
internal sealed record TableColumn(string Name, string Type, string JsonPath)
{
    public static TableColumn Age { get; } = new("Age", "string", ".metadata.creationTimestamp") { Description = ObjectMetaText.CreationTimestamp, Cell = AgeOf };

    public string Format { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>0 for always, above that for wide output only.</summary>
    public int Priority { get; init; }

    /// <summary>Works out the value for an object.</summary>
    public required TableCell Cell { get; init; }

    /// <summary>A column of a custom resource.</summary>
    public static TableColumn Of(PrinterColumn column) => new(column.Name, column.Type, "")
    {
        Format = column.Format,
        Description = column.Description,
        Priority = (int)column.Priority,
        Cell = column.Cell,
    };

    private static JsonNode? AgeOf(JsonObject value, DateTimeOffset now) =>
        Time.TryParse(ObjectMeta.Text(value["metadata"] as JsonObject, "creationTimestamp"), out var created) ? HumanDuration.Format(now - created.Value) : "<unknown>";
}

/// <summary>Works out what a table shows of an object.</summary>
/// <param name="value">The object.</param>
/// <param name="now">The time ages are counted to.</param>
internal delegate JsonNode? TableCell(JsonObject value, DateTimeOffset now);
