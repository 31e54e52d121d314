using System.Text.Json.Nodes;

namespace Actors.ApiServer.Resources;

/// <summary>A column of the tables kubectl prints.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Type">An OpenAPI type, or <c>date</c>.</param>
/// <param name="JsonPath">Where its value is in an object.</param>
internal sealed record TableColumn(string Name, string Type, string JsonPath)
{
    public static TableColumn Age { get; } =
        new("Age", "string", ".metadata.creationTimestamp") { Description = ObjectMetaText.CreationTimestamp, IsTime = true };

    public string Format { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>0 for always, above that for wide output only.</summary>
    public int Priority { get; init; }

    /// <summary>Whether the value is a time, shown as how long ago it was.</summary>
    public bool IsTime { get; init; }

    /// <summary>Works out the value, for columns that show more than what is at the path; null for those that do not.</summary>
    public TableCell? Cell { get; init; }
}

/// <summary>Works out what a table shows of an object.</summary>
/// <param name="value">The object.</param>
/// <param name="now">The time ages are counted to.</param>
internal delegate JsonNode? TableCell(JsonObject value, DateTimeOffset now);
