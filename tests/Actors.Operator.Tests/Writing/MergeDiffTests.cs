using System.Text.Json.Nodes;
using Actors.Operators.Writing;

namespace Actors.Operators.Tests.Writing;

public sealed class MergeDiffTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", """{"a":1}""", null)]
    [InlineData("""{"a":1}""", """{"a":2}""", """{"a":1}""", """{"a":2}""")]
    [InlineData("""{"a":1,"b":1}""", """{"a":1}""", """{"a":1,"b":1}""", """{"b":null}""")]
    [InlineData("""{"a":{"b":1,"c":1}}""", """{"a":{"b":2,"c":1}}""", """{"a":{"b":1,"c":1}}""", """{"a":{"b":2}}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", """{"a":[1,2]}""", """{"a":[1]}""")]
    [InlineData("""{}""", """{"a":{"b":1}}""", """{}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{}}""", """{"a":{"b":1}}""", """{"a":{"b":null}}""")]
    [InlineData("""{"a":"x"}""", """{"a":{"b":1}}""", """{"a":"x"}""", """{"a":{"b":1}}""")]
    // What the model always has and the server does not is sent; what the server writes in another form is not.
    [InlineData("""{"a":0}""", """{"a":0}""", """{}""", """{"a":0}""")]
    [InlineData("""{"a":"1Gi"}""", """{"a":"1Gi"}""", """{"a":"1024Mi"}""", null)]
    public void What_was_changed_is_sent_and_nothing_else(string before, string after, string held, string? expected)
    {
        var patch = MergeDiff.Between(Parse(before), Parse(after), Parse(held));
        Assert.Equal(expected, patch?.ToJsonString());
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
