using System.Text;

namespace Actors.Objects.Tests;

public sealed class MalformedObjectTests
{
    [Theory]
    [InlineData("", "Expected an object at byte 0 of 0, found the end")]
    [InlineData("[]", "Expected an object at byte 0 of 2, found '[]'")]
    [InlineData("{", "Expected a member's name at byte 1 of 1, found the end")]
    [InlineData("{}x", "Expected the end at byte 2 of 3, found 'x'")]
    [InlineData("""{"a"}""", "Expected ':' at byte 4 of 5, found '}'")]
    [InlineData("""{"a":}""", "Expected a value at byte 5 of 6, found '}'")]
    [InlineData("""{"a":1 "b":2}""", "Expected ',' or the end at byte 7 of 13, found '\"b\":2}'")]
    [InlineData("""{"a":1,}""", "Expected a member's name at byte 7 of 8, found '}'")]
    [InlineData("""{"a":-8{,"b":1}}""", "Expected ',' or the end at byte 7 of 16, found '{,\"b\":1}}'")]
    [InlineData("""{"a":1"b":2}""", "Expected ',' or the end at byte 6 of 12, found '\"b\":2}'")]
    [InlineData("""{"a":"b""", "Expected the end of a string at byte 7 of 7, found the end")]
    [InlineData("""{"a":"b\""", "Expected the end of a string at byte 8 of 8, found the end")]
    [InlineData("""{"spec":{"a":["}"]""", "Expected the end of what begins at byte 8 at byte 18 of 18, found the end")]
    [InlineData("""{"kind":1}""", "Expected kind as a string at byte 8 of 10, found '1}'")]
    [InlineData("""{"metadata":[]}""", "Expected metadata as an object at byte 12 of 15, found '[]}'")]
    [InlineData("""{"metadata":{"name":{}}}""", "Expected metadata.name as a string at byte 20 of 24, found '{}}}'")]
    [InlineData("""{"metadata":{"generation":1.5}}""", "Expected metadata.generation as a whole number at byte 26 of 31, found '1.5}}'")]
    [InlineData("""{"metadata":{"labels":[]}}""", "Expected metadata.labels as an object at byte 22 of 26, found '[]}}'")]
    [InlineData("""{"metadata":{"labels":"a"}}""", "Expected metadata.labels as an object at byte 22 of 27, found '\"a\"}}'")]
    [InlineData("""{"metadata":{"annotations":[]}}""", "Expected metadata.annotations as an object at byte 27 of 31, found '[]}}'")]
    [InlineData("""{"metadata":{"finalizers":{}}}""", "Expected metadata.finalizers as an array at byte 26 of 30, found '{}}}'")]
    [InlineData("""{"metadata":{"uid":[]}}""", "Expected metadata.uid as a string at byte 19 of 23, found '[]}}'")]
    [InlineData("""{"metadata":{"ownerReferences":[1]}}""", "Expected an owner reference as an object at byte 32 of 34, found '1]'")]
    public void The_error_says_what_where_and_what_was_found(string json, string message)
    {
        var failure = Assert.Throws<MalformedObjectException>(() => KubernetesObject.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(message, failure.Message);
    }

    [Theory]
    [InlineData("labels", "\"a\"")]
    [InlineData("annotations", "[]")]
    [InlineData("finalizers", "{}")]
    [InlineData("uid", "{}")]
    [InlineData("name", "[]")]
    [InlineData("generation", "\"1\"")]
    [InlineData("ownerReferences", "{}")]
    public void Metadata_of_another_kind_is_refused_wherever_it_stands(string member, string value)
    {
        for (var before = 0; before < 70; before++)
        {
            // Long enough to be read by whole blocks, so what the servers' usual way of writing makes faster must see it, too.
            var json = $$"""{"metadata":{"x":"{{new string('y', before)}}","{{member}}":{{value}}},"more":"{{new string('z', 70)}}"}""";
            var failure = Assert.Throws<MalformedObjectException>(() => KubernetesObject.Parse(Encoding.UTF8.GetBytes(json)));
            Assert.Contains($"metadata.{member} as a", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("5C7564383030")] // Half a surrogate pair, as an escape.
    [InlineData("5C6EF09F98")] // An escape, and a character of four bytes without its last one.
    [InlineData("5C78")] // No escape there is.
    public void Broken_text_is_refused_where_objects_are_found_by_it_and_when_it_is_read_elsewhere(string text)
    {
        Assert.Throws<MalformedObjectException>(() => KubernetesObject.Parse([.. "{\"metadata\":{\"name\":\""u8, .. Convert.FromHexString(text), .. "\"}}"u8]));
        var read = KubernetesObject.Parse([.. "{\"metadata\":{\"finalizers\":[\""u8, .. Convert.FromHexString(text), .. "\"]}}"u8]);
        Assert.Throws<MalformedObjectException>(() => read.Finalizers);
    }

    [Fact]
    public void Broken_bytes_are_refused_or_read_and_nothing_else()
    {
        var random = new Random(4711);
        for (var round = 0; round < 20_000; round++)
        {
            var json = Break(Recorded.WatchLines[random.Next(Recorded.WatchLines.Count)], random);
            try
            {
                var read = WatchEvent.Parse(json, (ObjectContent)random.Next(3)).Object;
                ReadAll(read);
            }
            catch (MalformedObjectException)
            {
                // Which of the two is not this test's matter.
            }
        }
    }

    private static byte[] Break(byte[] line, Random random)
    {
        var json = line.AsSpan(0, random.Next(3) == 0 ? random.Next(line.Length) : line.Length).ToArray();
        for (var more = random.Next(4); more > 0 && json.Length > 0; more--) json[random.Next(json.Length)] = "\"\\{}[],: \n\0a1"u8[random.Next(13)];
        return json;
    }

    private static void ReadAll(KubernetesObject read) =>
        _ = (read.ToString(), read.Uid, read.Labels.ToDictionary(), read.Annotations.ToDictionary(), read.Finalizers, read.OwnerReferences, read.CreationTimestamp, read.Generation);
}
