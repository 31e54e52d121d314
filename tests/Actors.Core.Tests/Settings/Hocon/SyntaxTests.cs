namespace Actors.Settings.Tests;

public sealed class SyntaxTests
{
    [Theory]
    [InlineData("a = 1")]
    [InlineData("a : 1")]
    [InlineData("a=1")]
    [InlineData("{ a = 1 }")]
    [InlineData("{ \"a\" : 1 }\n# the end\n")]
    [InlineData("\uFEFFa = 1")]
    [InlineData("\r\n\ta = 1\t\r\n")]
    [InlineData("// first\n\n# second\na = 1 # third\n")]
    [InlineData("a = 1 // third")]
    [InlineData("a = 1,")]
    public void A_field_may_be_written_in_several_ways(string text) => Assert.Equal("{a: 1}", Read(text));

    [Theory]
    [InlineData("a.b.c = 1")]
    [InlineData("a { b { c = 1 } }")]
    [InlineData("a.b { c : 1 }")]
    [InlineData("a { b.c = 1 }")]
    [InlineData("a = { b : { c = 1 } }")]
    [InlineData("a.\"b\".c = 1")]
    [InlineData("\"a\".b.\"c\" = 1")]
    [InlineData("{ a {\n b {\n c = 1\n }\n }\n }")]
    public void A_dotted_key_is_objects_within_each_other(string text) => Assert.Equal("{a: {b: {c: 1}}}", Read(text));

    [Theory]
    [InlineData("\"a.b\" = 1", "{a.b: 1}", null)]
    [InlineData("\"a b\" = 1", "{a b: 1}", "1")]
    [InlineData("\"\" = 1", "{: 1}", "1")]
    [InlineData("\"\\u00e4\" = 1", "{ä: 1}", "1")]
    public void A_quoted_key_is_one_name(string text, string all, string? found)
    {
        var document = new Document(text);
        Assert.Empty(document.Errors);
        Assert.Equal(all, document.ToString());
        Assert.Equal(found, document[all[1..all.IndexOf(':', StringComparison.Ordinal)]]);
    }

    [Theory]
    [InlineData("a = 1, b = 2")]
    [InlineData("a = 1\nb = 2")]
    [InlineData("a = 1\r\nb = 2\r\n")]
    [InlineData("a = 1,\n\n , b = 2")]
    [InlineData("{ a = 1, b = 2, }")]
    [InlineData("{\na = 1 # one, not two\nb = 2 }")]
    public void Fields_are_separated_by_commas_or_line_ends(string text) => Assert.Equal("{a: 1, b: 2}", Read(text));

    [Theory]
    [InlineData("[]", "[]")]
    [InlineData("[1, 2]", "[1, 2]")]
    [InlineData("[1, 2,]", "[1, 2]")]
    [InlineData("[\n 1\n 2 # two\n]", "[1, 2]")]
    [InlineData("[one two, three]", "[one two, three]")]
    [InlineData("[[1], [2, 3]]", "[[1], [2, 3]]")]
    [InlineData("[{ x = 1 }, { x = 2 }]", "[{x: 1}, {x: 2}]")]
    public void A_list_is_separated_by_commas_or_line_ends(string written, string read) => Assert.Equal(read, Document.Value($"a = {written}", "a"));

    [Theory]
    [InlineData("one two", "one two")]
    [InlineData("one  \ttwo", "one  \ttwo")]
    [InlineData("  one  ", "one")]
    [InlineData("one \"two\"three", "one twothree")]
    [InlineData("5 ms", "5 ms")]
    [InlineData("[1] [2]", "[1, 2]")]
    [InlineData("[1][2]", "[1, 2]")]
    [InlineData("{ x = 1 } { y = 2 }", "{x: 1, y: 2}")]
    [InlineData("{ x { p = 1, q = 1 } } { x { q = 2 } }", "{x: {p: 1, q: 2}}")]
    [InlineData("{ x = 1 } { x { y = 2 } }", "{x: {y: 2}}")]
    [InlineData("{ x { y = 2 } } { x = 1 }", "{x: 1}")]
    [InlineData("{ x { y = 2 } } { x = [1] }", "{x: [1]}")]
    public void Values_side_by_side_are_joined(string written, string read) => Assert.Equal(read, Document.Value($"a = {written}", "a"));

    [Theory]
    [InlineData("a += 1", "[1]")]
    [InlineData("a = [1], a += 2, a += 3", "[1, 2, 3]")]
    [InlineData("a = [1]\na += [2]", "[1, [2]]")]
    public void Plus_equals_appends_to_a_list(string text, string read) => Assert.Equal(read, Document.Value(text, "a"));

    [Fact]
    public void Plus_equals_appends_wherever_the_list_is()
    {
        Assert.Equal("{a: {b: [1, 2]}}", Read("a { b = [1] }\na { b += 2 }"));
        Assert.Equal("{a: {b: [1, 2]}}", Read("a.b = [1]\na.b += 2"));
    }

    private static string Read(string text)
    {
        var document = new Document(text);
        Assert.Empty(document.Errors);
        return document.ToString();
    }
}
