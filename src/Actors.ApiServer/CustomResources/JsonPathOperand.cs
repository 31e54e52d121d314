using System.Text.Json.Nodes;

namespace Actors.ApiServer.CustomResources;

/// <summary>One side of a comparison: a constant, or a path from the item that is looked at.</summary>
internal sealed record JsonPathOperand(JsonNode? Constant, JsonPath? Path)
{
    public JsonNode? ValueOf(JsonNode? item) => Path is null ? Constant : Path.First(item);
}
