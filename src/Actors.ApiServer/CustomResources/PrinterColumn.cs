using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;
using Actors.ApiServer.Tables;

namespace Actors.ApiServer.CustomResources;

/// <summary>A column of a table of custom resources.</summary>
internal sealed class PrinterColumn
{
    private const string CreationTimestamp = ".metadata.creationTimestamp";

    private static readonly PrinterColumn Age = new(new JsonObject
    {
        ["name"] = "Age",
        ["type"] = "date",
        ["description"] = "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in "
            + "happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\n"
            + "Populated by the system. Read-only. Null for lists. More info: "
            + "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
        ["jsonPath"] = CreationTimestamp,
    });

    private readonly JsonPath? _path;

    private PrinterColumn(JsonObject column)
    {
        Name = column.Text("name");
        Type = column.Text("type");
        Format = column.Text("format");
        var path = column.Text("jsonPath");
        Description = column.Text("description") is { Length: > 0 } text ? text : $"Custom resource definition column (in JSONPath format): {path}";
        Priority = column.Integer("priority") ?? 0;
        if (JsonPath.TryParse(path, out var parsed, out _)) _path = parsed;
    }

    public string Name { get; }

    /// <summary>Of <c>integer number string boolean date</c>.</summary>
    public string Type { get; }

    /// <summary>May be empty.</summary>
    public string Format { get; }

    public string Description { get; }

    /// <summary>0 for columns that are always shown; others are in wide tables only.</summary>
    public long Priority { get; }

    /// <summary>The columns of a version, the age alone if it names none. A path that cannot be read ends them, as in a real server.</summary>
    public static IReadOnlyList<PrinterColumn> ReadAll(IEnumerable<JsonObject> columns)
    {
        var all = columns.Select(column => new PrinterColumn(column)).ToArray();
        return all.Length == 0 ? [Age] : [.. all.TakeWhile(column => column._path is not null)];
    }

    /// <summary>What stands in the column for an object; null for nothing.</summary>
    /// <param name="resource">The object.</param>
    /// <param name="now">Ages are counted to this time.</param>
    public JsonNode? Cell(JsonObject resource, DateTimeOffset now)
    {
        if (_path?.First(resource) is not { } value) return null;
        if (Type == "string") return JsonPath.Text(value);
        if (value is not JsonValue scalar) return null;
        switch (Type)
        {
            case "integer":
                return JsonNumber.TryGet(scalar, out var integer) ? integer.Integer : null;
            case "number":
                return JsonNumber.TryGet(scalar, out var number) ? number.Float : null;
            case "boolean":
                return scalar.TryGetValue<bool>(out var flag) ? flag : null;
            case "date":
                if (!scalar.TryGetValue<string>(out var text)) return null;
                return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                    ? HumanDuration.Format(now - time)
                    : "<invalid>";
            default:
                return null;
        }
    }
}
