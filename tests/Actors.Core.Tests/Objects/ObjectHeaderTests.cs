using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Actors.Objects.Tests;

/// <summary>Where the places of an object's metadata are kept in two bytes each, and where that is not enough.</summary>
public sealed class ObjectHeaderTests
{
    private static readonly PaddedJson.Place[] _places = Enum.GetValues<PaddedJson.Place>();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"apiVersion":"v1","kind":"A","metadata":{"name":"a","namespace":"b","uid":"c","labels":{"a":"b"}},"spec":{},"status":{}}""")]
    public void An_object_costs_68_bytes_beside_its_own(string json) =>
        Assert.Equal((68, json.Length), Lengths(KubernetesObject.Parse(Encoding.UTF8.GetBytes(json))));

    [Fact]
    public void Around_64_KB_all_is_found_however_it_is_kept()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var bare = Encoding.UTF8.GetBytes(new ObjectGenerator(seed).Next());
            foreach (var (place, content) in from place in _places from content in Enum.GetValues<ObjectContent>() select (place, content))
            {
                // What is not kept does not count: then the member that makes it long is not part of it at all.
                if (PaddedJson.With(bare, place, 0) is not { } shortest || (content == ObjectContent.MetadataOnly && place < PaddedJson.Place.MetadataStart)) continue;
                var (header, length) = Lengths(KubernetesObject.Parse(shortest, content));
                for (var total = ObjectHeader.LongestShort - 2; total <= ObjectHeader.LongestShort + 3; total++)
                {
                    var json = PaddedJson.With(bare, place, total - header - length)!;
                    var parsed = KubernetesObject.Parse(json, content);
                    var where = $"seed {seed}, {place}, {content}, {total} bytes";
                    var expectedHeader = total <= ObjectHeader.LongestShort ? header : header * 2;
                    Assert.True((expectedHeader, total - header) == Lengths(parsed), where);
                    CheckAll(parsed, json, content, where);
                }
            }
        }
    }

    [Fact]
    public void What_lies_beyond_64_KB_is_found()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var bare = Encoding.UTF8.GetBytes(new ObjectGenerator(seed).Next());
            var length = new Random(seed).Next(60_000, 300_000);
            foreach (var (place, content) in from place in _places from content in Enum.GetValues<ObjectContent>() select (place, content))
            {
                if (PaddedJson.With(bare, place, length) is { } json) CheckAll(KubernetesObject.Parse(json, content), json, content, $"seed {seed}, {place}, {content}, {length} more");
            }
        }
    }

    [Fact]
    public void Managed_fields_count_only_where_they_are_kept()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var bare = Encoding.UTF8.GetBytes(new ObjectGenerator(seed).Next());
            if (JsonNode.Parse(bare)!["metadata"] is not JsonObject metadata || metadata.ContainsKey("managedFields")) continue;
            foreach (var (place, length) in from place in _places[2..] from length in (int[])[0, 64_000, 66_000, 200_000] select (place, length))
            {
                var json = PaddedJson.With(bare, place, length, "managedFields")!;
                foreach (var content in Enum.GetValues<ObjectContent>()) CheckAll(KubernetesObject.Parse(json, content), json, content, $"seed {seed}, {place}, {content}, {length} more");
                var (header, _) = Lengths(KubernetesObject.Parse(json));
                Assert.True(header == Lengths(KubernetesObject.Parse(bare)).Header, $"seed {seed}, {place}, {length} more");
            }
        }
    }

    [Fact]
    public void Items_that_are_told_their_type_are_found_in_around_64_KB()
    {
        for (var seed = 0; seed < 7; seed++)
        {
            foreach (var own in new[] { "", "\"kind\":\"Own\",", "\"apiVersion\":\"own/v1\"," })
            {
                for (var length = ObjectHeader.LongestShort - 300; length < ObjectHeader.LongestShort + 100; length += 7)
                {
                    var item = "{" + own + "\"padding\":\"" + new string('x', length - seed) + "\",\"metadata\":{\"name\":\"a\",\"uid\":\"b\",\"labels\":{\"c\":\"d\"}},\"spec\":{\"e\":1}}";
                    var list = Encoding.UTF8.GetBytes("{\"kind\":\"ThingList\",\"apiVersion\":\"v1\",\"items\":[" + item + "]}");
                    foreach (var content in Enum.GetValues<ObjectContent>())
                    {
                        var expected = JsonNode.Parse(item)!.AsObject();
                        expected["kind"] ??= "Thing";
                        expected["apiVersion"] ??= "v1";
                        var parsed = Assert.Single(ObjectList.Parse(list, content).Items);
                        Oracle.Check(parsed, expected, $"{length - seed} bytes more, {content}");
                        Assert.Equal(content == ObjectContent.MetadataOnly ? "" : """{"e":1}""", Encoding.UTF8.GetString(parsed.SpecJson));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(ObjectContent.WithoutManagedFields)]
    [InlineData(ObjectContent.Whole)]
    [InlineData(ObjectContent.MetadataOnly)]
    public void Of_two_metadata_nothing_of_the_first_is_left(ObjectContent content)
    {
        const string First = """{"name":"a","namespace":"n","uid":"u","labels":{"a":"b"},"generation":3,"finalizers":["f"],"managedFields":[1]}""";
        var parsed = KubernetesObject.Parse(Encoding.UTF8.GetBytes("{\"metadata\":" + First + ",\"metadata\":{\"name\":\"b\"},\"spec\":{}}"), content);
        Assert.Equal(("b", "", "", 0L), (parsed.Name, parsed.Namespace, parsed.Uid, parsed.Generation));
        Assert.Empty(parsed.Labels);
        Assert.Empty(parsed.Finalizers);
    }

    private static void CheckAll(KubernetesObject parsed, byte[] json, ObjectContent content, string where)
    {
        var expected = JsonNode.Parse(json)!.AsObject();
        Oracle.Check(parsed, expected, where);
        var kept = content == ObjectContent.Whole ? expected : Oracle.WithoutManagedFields(expected);
        Same(kept["metadata"] as JsonObject, parsed.MetadataJson, where);
        Same(content == ObjectContent.MetadataOnly ? null : expected["spec"], parsed.SpecJson, where);
        Same(content == ObjectContent.MetadataOnly ? null : expected["status"], parsed.StatusJson, where);
        if (content != ObjectContent.MetadataOnly) Same(kept, parsed.Json.Span, where);
    }

    private static void Same(JsonNode? expected, ReadOnlySpan<byte> actual, string where) =>
        Assert.True(JsonNode.DeepEquals(expected, actual.IsEmpty ? null : JsonNode.Parse(actual)), where);

    /// <summary>The array's two parts.</summary>
    private static (int Header, int Json) Lengths(KubernetesObject value)
    {
        Assert.True(MemoryMarshal.TryGetArray(value.Json, out var json));
        Assert.Equal(json.Array!.Length, json.Offset + json.Count);
        return (json.Offset, json.Count);
    }
}
