using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Tests.Schemas;

/// <summary>What holds for every value and every schema. A failure names its seed.</summary>
public sealed class RandomJsonTests
{
    private const int Runs = 1000;

    [Fact]
    public void Reading_takes_what_is_JSON_and_tells_what_is_wrong_with_the_rest() => ForAll((random, seed) =>
    {
        var json = Encoding.UTF8.GetBytes(random.Object().ToJsonString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonBody.Read(json).Value), seed);
        var broken = random.Broken(json);
        var body = JsonBody.Read(broken);
        Assert.True(IsJson(broken) == body.Error is null, $"{seed}: {Encoding.UTF8.GetString(broken)}: {body.Error}");
        Assert.DoesNotContain("LineNumber", body.Error ?? "", StringComparison.Ordinal);
    });

    [Fact]
    public void Decoding_twice_is_decoding_once() => ForAll((random, seed) =>
    {
        var schema = CompiledSchema.Of(SchemaReader.Read(random.Schema()));
        var value = random.Object();
        Decode(schema, value, []);
        var once = value.DeepClone();
        var unknown = new List<string>();
        Decode(schema, value, unknown);
        Assert.True(JsonNode.DeepEquals(once, value), $"{seed}: {once} became {value}");
        Assert.True(unknown.Count == 0, seed);
    });

    [Fact]
    public void An_update_that_changes_nothing_has_no_mistake_and_other_updates_no_more_than_a_creation() => ForAll((random, seed) =>
    {
        var schema = CompiledSchema.Of(SchemaReader.Read(random.Schema()));
        var value = random.Object();
        Assert.True(SchemaValidator.ValidateUpdate(schema, value, value.DeepClone()).Count == 0, seed);
        var created = SchemaValidator.Validate(schema, value).Select(error => error.ToString()).ToHashSet();
        Assert.True(SchemaValidator.ValidateUpdate(schema, value, random.Object()).All(error => created.Contains(error.ToString()) || error.Field == "<nil>"), seed);
        var repeated = new List<FieldError>();
        KeyedLists.Validate(schema, value, null, repeated);
        EmbeddedResources.Validate(schema, value, null, repeated);
    });

    /// <summary>A default may hold what the schema does not know, and is then pruned with the rest: only a second pass is at rest.</summary>
    private static void Decode(CompiledSchema schema, JsonObject value, List<string> unknown)
    {
        Defaulter.Default(schema, value);
        Pruner.Prune(schema, value, isResource: true, unknown);
        Defaulter.Default(schema, value);
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void ForAll(Action<RandomJson, string> holds)
    {
        var first = Environment.TickCount;
        for (var seed = first; seed != first + Runs; seed++) holds(new RandomJson(seed), $"seed {seed}");
    }
}
