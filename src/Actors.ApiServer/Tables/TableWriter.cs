using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Verbs;
using Actors.Objects;

namespace Actors.ApiServer.Tables;

/// <summary>Makes the tables kubectl prints (<c>meta.k8s.io/v1</c> Table) of objects.</summary>
/// <param name="kind">The kind of the objects.</param>
/// <param name="includeObject">What of each object goes along: <c>Metadata</c>, <c>Object</c> or <c>None</c>; empty for metadata.</param>
/// <param name="now">The time ages are counted to.</param>
internal sealed class TableWriter(ResourceKind kind, string includeObject, DateTimeOffset now)
{
    /// <summary>Whether the kind itself says where the name stands; else it comes first.</summary>
    private readonly bool _showsName = kind.Columns.Any(static column => column.Format == "name");

    /// <summary>A whole table.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="metadata">The metadata of the list, or of the one object.</param>
    /// <param name="hasColumns">Whether the columns are described: in a watch only the first time.</param>
    public JsonObject Table(IEnumerable<KubernetesObject> objects, JsonObject metadata, bool hasColumns = true) => new()
    {
        ["kind"] = "Table",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = metadata,
        ["columnDefinitions"] = hasColumns ? Columns() : [],
        ["rows"] = new JsonArray([.. objects.Select(one => (JsonNode?)Row(one))]),
    };

    private JsonArray Columns()
    {
        var columns = new JsonArray();
        if (!_showsName) columns.Add(Column("Name", "string", "name", ObjectMetaText.Name, 0));
        foreach (var column in kind.Columns) columns.Add(Column(column.Name, column.Type, column.Format, column.Description, column.Priority));
        return columns;
    }

    private static JsonObject Column(string name, string type, string format, string description, int priority) => new()
    {
        ["name"] = name,
        ["type"] = type,
        ["format"] = format,
        ["description"] = description,
        ["priority"] = priority,
    };

    private JsonObject Row(KubernetesObject value)
    {
        var json = ObjectRegistry.Parse(value, kind);
        var cells = new JsonArray();
        if (!_showsName) cells.Add(value.Name);
        foreach (var column in kind.Columns) cells.Add(column.Cell(json, now));
        var row = new JsonObject { ["cells"] = cells };
        if (includeObject == "Object") row["object"] = json;
        else if (includeObject != "None") row["object"] = PartialMetadata(json);
        else row["object"] = null;
        return row;
    }

    private static JsonObject PartialMetadata(JsonNode json) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = json["metadata"]?.DeepClone(),
    };
}
