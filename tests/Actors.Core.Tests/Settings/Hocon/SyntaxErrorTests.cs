namespace Actors.Settings.Tests;

public sealed class SyntaxErrorTests
{
    [Theory]
    [InlineData("a = ", 1, "'a' has no value")]
    [InlineData("\n\na.b =\nc = 1", 3, "'a.b' has no value")]
    [InlineData("a", 1, "'=' is expected after 'a', not the end of the file")]
    [InlineData("a\nb = 1", 1, "'=' is expected after 'a', not the end of the line")]
    [InlineData("a b = 1", 1, "'=' is expected after 'a', not 'b'")]
    [InlineData("= 1", 1, "a key is expected, not '='")]
    [InlineData(".a = 1", 1, "'.a' is not a key: a name is missing beside a '.'")]
    [InlineData("a..b = 1", 1, "'a..b' is not a key: a name is missing beside a '.'")]
    [InlineData("a. = 1", 1, "'a.' is not a key: a name is missing after the '.'")]
    [InlineData("\"a\". = 1", 1, "a key is expected, not ' '")]
    [InlineData("a + 1", 1, "'=', ':' or '{' is expected after 'a', not '+'")]
    [InlineData("a = 1 }", 1, "a '}' without its '{'")]
    [InlineData("{ a = 1 } b = 2", 1, "'b' after the closing '}' of the file")]
    [InlineData("a {\nb = 1\n", 3, "a '}' is missing for the '{' in line 1")]
    [InlineData("{\nb = 1\n", 3, "a '}' is missing for the '{' in line 1")]
    [InlineData("a = [\n1\n", 3, "a ']' is missing for the '[' in line 1")]
    [InlineData("a { b = [1 }", 1, "a ']' is missing for the '[' in line 1")]
    [InlineData("a = b:c", 1, "':' cannot stand in a value without quotes")]
    [InlineData("a = *", 1, "'*' cannot stand in a value without quotes")]
    [InlineData("a = $b", 1, "'$' cannot stand in a value without quotes")]
    [InlineData("a = 1 ]", 1, "']' after a value; a line end or ',' is expected")]
    [InlineData("a = ${b", 1, "'}' is expected after 'b', not the end of the file")]
    [InlineData("a = ${}", 1, "a key is expected, not '}'")]
    [InlineData("a = \"b\nc = 1", 1, "a \" string does not end on its line; use \"\"\" for text of several lines")]
    [InlineData("a = \"b\\\nc = 1", 1, "a \" string does not end on its line; use \"\"\" for text of several lines")]
    [InlineData("a = \"b\\", 1, "a \" string does not end on its line; use \"\"\" for text of several lines")]
    [InlineData("\na = \"\"\"b\n\n", 2, "a \"\"\" string does not end")]
    [InlineData("a = \"\\x\"", 1, "'\\x' is no escape; allowed: \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX")]
    [InlineData("a = \"\\u12\"", 1, "'\\u' needs four hexadecimal digits")]
    [InlineData("a = \"\\u12g4\"", 1, "'\\u' needs four hexadecimal digits")]
    [InlineData("include x", 1, "'=', ':' or '{' is expected after 'include', not 'x'")]
    [InlineData("include file(x)", 1, "include is followed by \"name\", file(\"name\") or required(file(\"name\"))")]
    [InlineData("include file(\"x\"", 1, "a ')' is missing")]
    [InlineData("a = [1] two", 1, "'a' puts text, lists and objects side by side; only values of one kind can be joined")]
    [InlineData("a = [1] { b = 2 }", 1, "'a' puts text, lists and objects side by side; only values of one kind can be joined")]
    public void An_error_has_its_line_and_says_what_is_expected(string text, int line, string message) =>
        Assert.Equal([$"test.hocon:{line}: {message}"], new Document(text).Errors);

    [Fact]
    public void Reading_goes_on_after_an_error()
    {
        var document = new Document("a = \nb = 2\nc = *\nd { e = :\nf = 6 }\ng = 7");
        Assert.Equal(3, document.Errors.Count);
        Assert.Equal(["test.hocon:1", "test.hocon:3", "test.hocon:4"], document.Errors.Select(error => error[..12]));
        Assert.Equal("{b: 2, d: {f: 6}, g: 7}", document.ToString());
    }

    [Fact]
    public void Objects_and_lists_may_be_nested_to_a_depth()
    {
        Assert.Empty(new Document($"a = {new string('[', 100)}{new string(']', 100)}").Errors);
        foreach (var bracket in new[] { "[", "{ a = ", "[\n" })
            Assert.Contains("more than 100 ", Assert.Single(new Document($"a = {string.Concat(Enumerable.Repeat(bracket, 100_000))}").Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_may_have_names_to_a_number()
    {
        Assert.Empty(new Document($"{string.Join('.', Enumerable.Repeat("a", 100))} = 1").Errors);
        var (half, many) = (string.Join('.', Enumerable.Repeat("a", 60)), string.Join('.', Enumerable.Repeat("a", 100_000)));
        foreach (var text in new[] { $"{many} = 1", $"{half} {{ {half} = 1 }}", $"a = ${{?{many}}}" })
            Assert.Contains("more than 100 names", Assert.Single(new Document(text).Errors), StringComparison.Ordinal);
    }
}
