using System.Text;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Tests.Schemas;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("{not json", "invalid character 'n' looking for beginning of object key string")]
    [InlineData("", "unexpected end of JSON input")]
    [InlineData("{", "unexpected end of JSON input")]
    [InlineData("{\"a\"", "unexpected end of JSON input")]
    [InlineData("{\"a\" 1}", "invalid character '1' after object key")]
    [InlineData("{\"a\": 1 \"b\"}", "invalid character '\"' after object key:value pair")]
    [InlineData("{\"a\": 1,}", "invalid character '}' looking for beginning of object key string")]
    [InlineData("[1 2]", "invalid character '2' after array element")]
    [InlineData("[1,]", "invalid character ']' looking for beginning of value")]
    [InlineData("{} x", "invalid character 'x' after top-level value")]
    [InlineData("{\"a\": tru}", "invalid character '}' in literal true (expecting 'e')")]
    [InlineData("{\"a\": nul", "unexpected end of JSON input")]
    [InlineData("{\"a\": 01}", "invalid character '1' after object key:value pair")]
    [InlineData("{\"a\": -x}", "invalid character 'x' in numeric literal")]
    [InlineData("{\"a\": 1.x}", "invalid character 'x' after decimal point in numeric literal")]
    [InlineData("{\"a\": 1ex}", "invalid character 'x' in exponent of numeric literal")]
    [InlineData("{\"a\": \"\\x\"}", "invalid character 'x' in string escape code")]
    [InlineData("{\"a\": \"\\u12x4\"}", "invalid character 'x' in \\u hexadecimal character escape")]
    [InlineData("{\"a\": \"\n\"}", "invalid character '\\n' in string literal")]
    [InlineData("{'a': 1}", "invalid character '\\'' looking for beginning of object key string")]
    [InlineData("{\"a\": 1e400}", "json: cannot unmarshal number 1e400 into Go value of type float64")]
    public void What_is_no_JSON_is_told_as_Go_tells_it(string text, string error)
    {
        var body = JsonBody.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(error, body.Error);
        Assert.Null(body.Value);
    }

    [Fact]
    public void Broken_UTF8_is_refused() => Assert.Contains("UTF-8", JsonBody.Read([(byte)'"', 0xc3, 0x28, (byte)'"']).Error, StringComparison.Ordinal);

    [Fact]
    public void A_surrogate_alone_is_refused() => Assert.Contains("surrogate", JsonBody.Read(@"{""a"": ""\ud800""}"u8).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("[", "invalid character '[' exceeded max depth")]
    [InlineData("{\"a\":", "invalid character '{' exceeded max depth")]
    public void What_is_nested_too_deep_is_refused(string opening, string error) =>
        Assert.Equal(error, JsonBody.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, 1000)))).Error);

    [Fact]
    public void Fields_given_twice_are_noted_and_the_last_counts()
    {
        var body = JsonBody.Read("""{"spec": {"a": 1, "b": [{"c": 1, "c": 2}], "a": {"x": 1, "x": 2}}, "spec": {"a": 3}}"""u8);
        Assert.Equal(["spec.b[0].c", "spec.a.x", "spec.a", "spec"], body.Duplicates);
        Assert.Equal("""{"spec":{"a":3}}""", body.Value!.ToJsonString());
    }

    [Fact]
    public void Great_objects_note_duplicates_too()
    {
        var names = Enumerable.Range(0, 5000).Select(at => $"\"k{at}\": {at}").Append("\"k17\": \"last\"");
        var body = JsonBody.Read(Encoding.UTF8.GetBytes($"{{\"m\": {{{string.Join(',', names)}}}}}"));
        Assert.Equal(["m.k17"], body.Duplicates);
        Assert.Equal("last", (string)body.Value!["m"]!["k17"]!);
        Assert.Equal(5000, body.Value["m"]!.AsObject().Count);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("-0.5", "-0.5")]
    public void Numbers_keep_their_value(string text, string expected)
    {
        var value = JsonBody.Read(Encoding.UTF8.GetBytes(text)).Value!.AsValue();
        Assert.True(JsonNumber.TryGet(value, out var number));
        Assert.Equal(expected, number.ToString());
    }

    [Fact]
    public void Messages_show_the_beginning_of_the_body()
    {
        Assert.Equal(
            "the object provided is unrecognized (must be of type Database): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)",
            DecodingErrors.NoJson("Database", JsonBody.Read(""u8).Error!, ""u8));
        var body = "{not json"u8;
        Assert.EndsWith("({not json)", DecodingErrors.NoJson("Database", JsonBody.Read(body).Error!, body), StringComparison.Ordinal);
        Assert.EndsWith("(6e6f)", DecodingErrors.NoJson("Database", "", "no"u8), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}", "v1", "Pod", null)]
    [InlineData("{}", "", "", null)]
    [InlineData("{\"kind\": 5}", "", "", "json: cannot unmarshal number into Go struct field .kind of type string")]
    [InlineData(
        "[]", "", "",
        "json: cannot unmarshal array into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }")]
    public void A_body_says_what_it_is(string text, string apiVersion, string kind, string? error)
    {
        Assert.Equal(error, DecodingErrors.ReadType(JsonBody.Read(Encoding.UTF8.GetBytes(text)).Value, out var readVersion, out var readKind));
        Assert.Equal((apiVersion, kind), (readVersion, readKind));
    }

    [Fact]
    public void A_custom_resource_without_a_kind_is_shown() => Assert.Equal(
        "the object provided is unrecognized (must be of type Database): Object 'Kind' is missing in '{}' ({})", DecodingErrors.MissingKind("Database", "{}"u8));
}
