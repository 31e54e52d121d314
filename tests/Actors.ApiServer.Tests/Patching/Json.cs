using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching.Tests;

/// <summary>Objects written as tests like to write them: with single quotes.</summary>
internal static class Json
{
    public static JsonNode? Node(string text) => JsonNode.Parse(text.Replace('\'', '"'));

    public static JsonObject Object(string text) => (JsonObject)Node(text)!;

    /// <summary>An object as its reader sees it, without raw parts.</summary>
    public static JsonObject Whole(JsonObject value) => (JsonObject)JsonNode.Parse(value.ToJsonString())!;

    public static void Same(string expected, JsonNode? actual) => Same(Node(expected), actual);

    public static void Same(JsonNode? expected, JsonNode? actual)
    {
        if (!JsonNode.DeepEquals(expected, actual)) Assert.Equal(expected?.ToJsonString(), actual?.ToJsonString());
    }
}
