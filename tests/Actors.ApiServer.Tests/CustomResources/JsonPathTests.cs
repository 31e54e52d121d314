using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Tables;

namespace Actors.ApiServer.Tests.CustomResources;

public sealed class JsonPathTests
{
    private static readonly JsonObject Resource = Yaml.Object("""
        metadata: {name: n, creationTimestamp: "2026-11-21T08:58:00Z", annotations: {example.com/x: y}}
        spec: {a: 1, b: [x, y, z], c: {d: true}, f: 1.5, ports: [{port: 80, name: http}, {port: 443, name: https}]}
        status: {conditions: [{type: Progressing, status: "False"}, {type: Ready, status: "True"}]}
        """);

    [Theory]
    [InlineData(".spec.a", "1")]
    [InlineData("$.spec.a", "1")]
    [InlineData(".spec.b", "[\"x\",\"y\",\"z\"]")]
    [InlineData(".spec.b[0]", "x")]
    [InlineData(".spec.b[-1]", "z")]
    [InlineData(".spec.b[1:]", "y|z")]
    [InlineData(".spec.b[0:2]", "x|y")]
    [InlineData(".spec.b[*]", "x|y|z")]
    [InlineData(".spec.b[0,2]", "x|z")]
    [InlineData(".spec.b[9]", "")]
    [InlineData(".spec.c", "{\"d\":true}")]
    [InlineData(".spec.c.d", "true")]
    [InlineData(".spec.f", "1.5")]
    [InlineData(".spec['c']['d']", "true")]
    [InlineData(".spec.ports[*].name", "http|https")]
    [InlineData(".spec..name", "http|https")]
    [InlineData(".metadata.annotations.example\\.com/x", "y")]
    [InlineData(".metadata.annotations['example.com/x']", "y")]
    [InlineData(".status.conditions[?(@.type==\"Ready\")].status", "True")]
    [InlineData(".status.conditions[?(@.type=='Ready')].status", "True")]
    [InlineData(".status.conditions[?(@.type!=\"Ready\")].type", "Progressing")]
    [InlineData(".spec.ports[?(@.port > 100)].name", "https")]
    [InlineData(".spec.ports[?(@.name)].port", "80|443")]
    [InlineData(".spec.missing.more", "")]
    public void A_path_leads_to_values(string path, string expected)
    {
        Assert.True(JsonPath.TryParse(path, out var parsed, out var error), error);
        Assert.Equal(expected, string.Join('|', parsed.Find(Resource).Select(value => JsonPath.Text(value!))));
    }

    [Theory]
    [InlineData(".spec.b[")]
    [InlineData(".spec.b[x]")]
    [InlineData(".spec b")]
    [InlineData(".spec[?(@.a == )]")]
    public void A_path_that_is_none_is_refused(string path) => Assert.False(JsonPath.TryParse(path, out _, out _));

    [Theory]
    [InlineData("integer", ".spec.a", "1")]
    [InlineData("string", ".spec.a", "\"1\"")]
    [InlineData("string", ".spec.c", "\"{\\u0022d\\u0022:true}\"")]
    [InlineData("number", ".spec.f", "1.5")]
    [InlineData("boolean", ".spec.c.d", "true")]
    [InlineData("boolean", ".spec.a", null)]
    [InlineData("date", ".metadata.creationTimestamp", "\"2m\"")]
    [InlineData("date", ".metadata.name", "\"\\u003Cinvalid\\u003E\"")]
    [InlineData("string", ".spec.none", null)]
    public void A_cell_has_the_type_of_its_column(string type, string path, string? expected)
    {
        var column = PrinterColumn.ReadAll([new JsonObject { ["name"] = "X", ["type"] = type, ["jsonPath"] = path }])[0];
        Assert.Equal(expected, column.Cell(Resource, Definitions.Now)?.ToJsonString());
    }

    [Fact]
    public void Without_columns_there_is_the_age()
    {
        var column = Assert.Single(PrinterColumn.ReadAll([]));
        Assert.Equal(("Age", "date", "2m"), (column.Name, column.Type, (string)column.Cell(Resource, Definitions.Now)!));
    }

    [Theory]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(200, "3m20s")]
    [InlineData(3600, "60m")]
    [InlineData(3 * 3600, "3h")]
    [InlineData((3 * 3600) + 60, "3h1m")]
    [InlineData(47 * 3600, "47h")]
    [InlineData(49 * 3600, "2d1h")]
    [InlineData(10 * 86400, "10d")]
    [InlineData(3 * 365 * 86400, "3y")]
    [InlineData(-5, "<invalid>")]
    public void Ages_are_short(int seconds, string expected) => Assert.Equal(expected, HumanDuration.Format(TimeSpan.FromSeconds(seconds)));
}
