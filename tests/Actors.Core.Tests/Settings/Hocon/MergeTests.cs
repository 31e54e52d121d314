namespace Actors.Settings.Tests;

public sealed class MergeTests
{
    [Theory]
    [InlineData("a = 1, a = 2", "{a: 2}")]
    [InlineData("a.b = 1\na { b = 2 }", "{a: {b: 2}}")]
    [InlineData("a { b = 1, c = 1 }\na { c = 2, d = 2 }", "{a: {b: 1, c: 2, d: 2}}")]
    [InlineData("a { b { c = 1 } }\na.b.d = 2", "{a: {b: {c: 1, d: 2}}}")]
    [InlineData("a { b = 1 }\na {}", "{a: {b: 1}}")]
    [InlineData("a = [1, 2], a = [3]", "{a: [3]}")]
    [InlineData("a = 1, a = [2]", "{a: [2]}")]
    [InlineData("a { b = 1 }, a = 2", "{a: 2}")]
    [InlineData("a { b = 1 }, a = [2]", "{a: [2]}")]
    [InlineData("a = 1, a { b = 2 }", "{a: {b: 2}}")]
    [InlineData("a = 1, a.b = 2", "{a: {b: 2}}")]
    [InlineData("a { b = 1 }, a = 2, a { c = 3 }", "{a: {c: 3}}")]
    public void The_later_value_wins_and_objects_are_merged(string text, string read) => Check(text, read);

    [Theory]
    [InlineData("base { x = 1, y = 1 }\na = ${base}\na { y = 2 }", "{base: {x: 1, y: 1}, a: {x: 1, y: 2}}")]
    [InlineData("base { x = 1, y = 1 }\na = ${base} { y = 2 }", "{base: {x: 1, y: 1}, a: {x: 1, y: 2}}")]
    [InlineData("base { x = 1, y = 1 }\na { y = 2, z = 2 }\na = ${base}", "{base: {x: 1, y: 1}, a: {y: 1, z: 2, x: 1}}")]
    [InlineData("base { x = 1 }\na = 1\na = ${base}", "{base: {x: 1}, a: {x: 1}}")]
    [InlineData("base { x = 1 }\na = ${base}\na = 1", "{base: {x: 1}, a: 1}")]
    [InlineData("base { x = 1 }\na = ${base}\na.y = 2\na.z = 3", "{base: {x: 1}, a: {x: 1, y: 2, z: 3}}")]
    [InlineData("base { x { p = 1 } }\na = ${base}\na.x.q = 2", "{base: {x: {p: 1}}, a: {x: {p: 1, q: 2}}}")]
    public void What_is_substituted_is_merged_as_if_it_were_written_there(string text, string read) => Check(text, read);

    [Fact]
    public void What_is_merged_with_a_copy_leaves_the_original_alone() => Check(
        "base { x { p = 1 } }\na = ${base}\na.x.p = 2\nb = ${base} { x { p = 3 } }",
        "{base: {x: {p: 1}}, a: {x: {p: 2}}, b: {x: {p: 3}}}");

    private static void Check(string text, string read)
    {
        var document = new Document(text);
        Assert.Empty(document.Errors);
        Assert.Equal(read, document.ToString());
    }
}
