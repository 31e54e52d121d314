using System.Text;
using System.Text.Json.Nodes;

namespace Actors.Objects.Tests;

public sealed class KubernetesObjectTests
{
    private const string Pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"managedFields":[{"a":[1,{}]}],"name":"web","namespace":"shop"},"spec":{"x":1},"status":{}}""";

    [Fact]
    public void What_a_server_sent_is_found_and_kept()
    {
        foreach (var line in Recorded.WatchLines)
        {
            var expected = JsonNode.Parse(line)!["object"]!.AsObject();
            var json = Encoding.UTF8.GetBytes(expected.ToJsonString());
            var whole = KubernetesObject.Parse(json, ObjectContent.Whole);
            Oracle.Check(whole, expected, expected.ToJsonString());
            Assert.True(whole.Json.Span.SequenceEqual(json));
            var kept = KubernetesObject.Parse(json);
            Oracle.Check(kept, expected, expected.ToJsonString());
            Assert.True(JsonNode.DeepEquals(Oracle.WithoutManagedFields(expected), JsonNode.Parse(kept.Json.Span)));
        }
    }

    [Fact]
    public void Whatever_is_written_is_found_and_kept()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var text = new ObjectGenerator(seed).Next();
            var json = Encoding.UTF8.GetBytes(text);
            var expected = JsonNode.Parse(json)!.AsObject();
            var where = $"seed {seed}: {text}";
            foreach (var content in Enum.GetValues<ObjectContent>()) Oracle.Check(KubernetesObject.Parse(json, content), expected, $"{content}, {where}");
            Assert.True(JsonNode.DeepEquals(Oracle.WithoutManagedFields(expected), JsonNode.Parse(KubernetesObject.Parse(json).Json.Span)), where);
            CheckMetadataOnly(KubernetesObject.Parse(json, ObjectContent.MetadataOnly), expected, where);
            var parsed = KubernetesObject.Parse(json);
            Assert.True(JsonNode.DeepEquals(expected["spec"], parsed.SpecJson.IsEmpty ? null : JsonNode.Parse(parsed.SpecJson)), where);
            Assert.True(JsonNode.DeepEquals(expected["status"], parsed.StatusJson.IsEmpty ? null : JsonNode.Parse(parsed.StatusJson)), where);
        }
    }

    [Theory]
    [InlineData("""{"managedFields":[1],"name":"a"}""", """{"name":"a"}""")]
    [InlineData("""{"name":"a","managedFields":[1]}""", """{"name":"a"}""")]
    [InlineData("""{"name":"a","managedFields":[1],"uid":"u"}""", """{"name":"a","uid":"u"}""")]
    [InlineData("""{"managedFields":[1]}""", "{}")]
    [InlineData("""{"name":"a","managedFields":{"b":[1]},"uid":"u"}""", """{"name":"a","uid":"u"}""")]
    [InlineData("""{"name":"a","managedFields":"[1]","uid":"u"}""", """{"name":"a","uid":"u"}""")]
    [InlineData("""{"name":"a" ,"managedFields": [1] ,"uid":"u"}""", """{"name":"a" ,"uid":"u"}""")]
    [InlineData("""{ "managedFields" : null , "name" : "a" }""", """{ "name" : "a" }""")]
    public void Managed_fields_go_with_their_comma(string metadata, string kept)
    {
        var parsed = KubernetesObject.Parse(Encoding.UTF8.GetBytes("{\"metadata\":" + metadata + ",\"spec\":{\"name\":\"other\"}}"));
        Assert.Equal("{\"metadata\":" + kept + ",\"spec\":{\"name\":\"other\"}}", Encoding.UTF8.GetString(parsed.Json.Span));
        Assert.Equal(kept, Encoding.UTF8.GetString(parsed.MetadataJson));
        Assert.Equal("""{"name":"other"}""", Encoding.UTF8.GetString(parsed.SpecJson));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\\\"")]
    [InlineData("\\\\")]
    [InlineData("{\\\":\\\"}")]
    public void Names_and_texts_of_any_length_are_found_wherever_they_end(string piece)
    {
        for (var length = 0; length < 140; length++)
        {
            var (before, behind) = (new string('a', length), piece + new string('b', length / 3));
            foreach (var rest in new[] { "", ",\"spec\":{}", ",\"spec\":\"" + new string('x', 150) + "\"" })
            {
                foreach (var metadata in new[] { $"\"name\":\"{before}{behind}\",\"uid\":\"u\"", $"\"x{before}{behind}\":\"v\",\"name\":\"n\"", $"\"x{before}{behind}\":1,\"uid\":\"{piece}\"" })
                {
                    var json = "{\"metadata\":{" + metadata + "}" + rest + "}";
                    Oracle.Check(KubernetesObject.Parse(Encoding.UTF8.GetBytes(json)), JsonNode.Parse(json)!.AsObject(), json);
                }
            }
        }
    }

    [Theory]
    [InlineData("{\"a\":1}")]
    [InlineData("[1,{}]")]
    [InlineData("\"text\"")]
    [InlineData("\"te\\\"xt\"")]
    [InlineData("17")]
    public void Spec_and_status_may_be_anything(string value)
    {
        foreach (var padding in new[] { "", new string('x', 80) })
        {
            var parsed = KubernetesObject.Parse(Encoding.UTF8.GetBytes($$"""{"spec":{{value}},"more":"{{padding}}","status":{{value}}}"""));
            Assert.Equal((value, value), (Encoding.UTF8.GetString(parsed.SpecJson), Encoding.UTF8.GetString(parsed.StatusJson)));
        }
    }

    [Theory]
    [InlineData(ObjectContent.WithoutManagedFields)]
    [InlineData(ObjectContent.Whole)]
    [InlineData(ObjectContent.MetadataOnly)]
    public void Of_two_metadata_the_last_counts(ObjectContent content)
    {
        var parsed = KubernetesObject.Parse("""{"metadata":{"name":"a","managedFields":[1]},"metadata":{"name":"b"}}"""u8, content);
        Assert.Equal("b", parsed.Name);
        Assert.Equal("""{"name":"b"}""", Encoding.UTF8.GetString(parsed.MetadataJson));
    }

    [Fact]
    public void Metadata_alone_keeps_type_and_metadata()
    {
        var parsed = KubernetesObject.Parse(Encoding.UTF8.GetBytes(Pod), ObjectContent.MetadataOnly);
        Assert.Equal("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"shop"}}""", Encoding.UTF8.GetString(parsed.Json.Span));
        Assert.Equal("Pod shop/web@", parsed.ToString());
        Assert.True(parsed.SpecJson.IsEmpty);
    }

    [Fact]
    public void What_is_not_there_is_empty()
    {
        foreach (var nothing in (KubernetesObject[])[default, KubernetesObject.Parse("{}"u8), KubernetesObject.Parse("""{"metadata":null}"""u8)])
        {
            Assert.Equal(("", "", "", "", ""), (nothing.ApiVersion, nothing.Kind, nothing.Name, nothing.Namespace, nothing.Uid));
            Assert.Equal((0, null, null), (nothing.Generation, nothing.CreationTimestamp, nothing.DeletionTimestamp));
            Assert.Empty(nothing.Labels);
            Assert.Empty(nothing.Finalizers);
            Assert.Empty(nothing.OwnerReferences);
            Assert.Null(nothing.Controller);
            Assert.False(nothing.TryGetVersionNumber(out _));
        }
    }

    [Fact]
    public void Times_and_versions_are_read()
    {
        var parsed = KubernetesObject.Parse("""{"metadata":{"creationTimestamp":"2026-11-21T00:41:49Z","deletionTimestamp":"2026-11-21T02:41:49+02:00","resourceVersion":"18446744073709551615"}}"""u8);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 41, 49, TimeSpan.Zero), parsed.CreationTimestamp);
        Assert.Equal(parsed.CreationTimestamp, parsed.DeletionTimestamp);
        Assert.True(parsed.TryGetVersionNumber(out var number));
        Assert.Equal(ulong.MaxValue, number);
        Assert.False(KubernetesObject.Parse("""{"metadata":{"resourceVersion":"12x"}}"""u8).TryGetVersionNumber(out _));
    }

    [Fact]
    public void Objects_of_the_same_bytes_are_equal()
    {
        var (one, same, other) = (KubernetesObject.Parse("""{"metadata":{"uid":"1"}}"""u8), KubernetesObject.Parse("""{"metadata":{"uid":"1"}}"""u8), KubernetesObject.Parse("""{"metadata":{"uid":"2"}}"""u8));
        Assert.True(one == same && one.Equals((object)same) && one.GetHashCode() == same.GetHashCode());
        Assert.True(one != other && one != default);
    }

    private static void CheckMetadataOnly(KubernetesObject actual, JsonObject expected, string where)
    {
        var kept = JsonNode.Parse(actual.Json.Span)!.AsObject();
        var metadata = (Oracle.WithoutManagedFields(expected)["metadata"] as JsonObject)?.DeepClone() ?? new JsonObject();
        Assert.True(JsonNode.DeepEquals(metadata, kept["metadata"]), where);
        Assert.Equal(["apiVersion", "kind", "metadata"], kept.Select(member => member.Key));
    }
}
