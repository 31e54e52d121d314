using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Tests.Kinds;

public sealed class KindTablesTests
{
    private const string Head = "package p io.example.p\ngroup example.com v1\n\n";
    private const string Type = "type Thing\n  name string\n";

    [Theory]
    [InlineData("type Thing\n  name strin\n", "t.types:5: there is no type strin in p or meta")]
    [InlineData("type Thing\n  name string requird\n", "t.types:5: name: unknown word requird")]
    [InlineData("type Thing\n  name string min(x)\n", "t.types:5: a number is missing between the brackets")]
    [InlineData("type Thing\n  name string min(1\n", "t.types:5: name: min(1 has no closing bracket")]
    [InlineData("type Thing\n  name\n", "t.types:5: a field has a name and a type")]
    [InlineData("type Thing\n  name string\n  name string\n", "t.types:6: a second field name")]
    [InlineData("type Thing\n  name int32 = {\n", "t.types:5: a default that is no JSON: {")]
    [InlineData("type Thing\n  name string = @nobody\n", "t.types:5: there is no default @nobody")]
    [InlineData("type Thing both\n", "t.types:4: unknown: both; a type may be atomic and have a rule(…) of TypeRules")]
    [InlineData("type Thing\ntype Thing\n", "t.types:5: a second type Thing")]
    [InlineData("  name string\n", "t.types:4: an indented line without a kind or type above it")]
    [InlineData("thing Thing\n", "t.types:4: unknown: thing; package, group, kind or type begin a line")]
    [InlineData("kind Thing\n" + Type, "t.types:4: kind: its plural is missing")]
    [InlineData("kind Other others\n" + Type, "t.types:4: there is no type Other")]
    [InlineData("kind Thing things\n  rule nobody\n" + Type, "t.types:5: there is no function nobody")]
    [InlineData("kind Thing things\n  name number\n" + Type, "t.types:5: there is no rule of names number")]
    [InlineData("kind Thing things\n  sub scale q.Scale\n" + Type, "t.types:5: there is no package q")]
    [InlineData("kind Thing things\n  column Name text .metadata.name\n" + Type, "t.types:5: text is no type of a column: string, integer, boolean, number, date")]
    [InlineData("kind Thing things\n  column Name string @nobody\n" + Type, "t.types:5: there is no function nobody for a column")]
    [InlineData("kind Thing things\n  column \"Name string\n" + Type, "t.types:5: a double quote is not closed")]
    [InlineData("kind Thing things\n  colour red\n" + Type, "t.types:5: unknown: colour")]
    public void A_mistake_is_reported_with_its_file_and_line(string text, string error)
    {
        var thrown = Assert.Throws<KindTableException>(() => Read(Head + text));
        Assert.Equal(error, thrown.Message);
    }

    [Fact]
    public void A_type_may_contain_itself()
    {
        var types = Types("package p io.example.p\ntype Tree\n  branches []Tree\n  named map:Tree\n");
        var tree = types[("p", "Tree")];
        Assert.Same(tree, tree.Find("branches")!.Type.Element!.Object);
        var schema = new SchemaBuilder().Of(tree);
        Assert.Same(schema.Properties, schema.Properties["branches"].Items!.Properties);
    }

    [Fact]
    public void Rules_and_defaults_are_known_above_the_types_that_have_them()
    {
        var types = Types("package p io.example.p\ntype A\n  b *B\ntype B\n  a []A\n  c map:C\ntype C\n  d string must = x\ntype D\n  e string\n");
        Assert.True(types[("p", "A")].HasRules);
        Assert.True(types[("p", "A")].HasDefaults);
        Assert.False(types[("p", "D")].HasRules);
        Assert.False(types[("p", "D")].HasDefaults);
    }

    [Fact]
    public void The_embedded_tables_are_right() => Assert.Contains(BuiltInKinds.Definitions, static kind => kind.Kind == "Pod");

    private static IReadOnlyDictionary<(string Package, string Name), ObjectDefinition> Types(string text)
    {
        var tables = new KindTables();
        tables.Add("t.types", text);
        return TypeReader.Read(tables);
    }

    private static void Read(string text)
    {
        var tables = new KindTables();
        tables.Add("t.types", text);
        _ = new KindReader(TypeReader.Read(tables), tables).Read();
    }
}
