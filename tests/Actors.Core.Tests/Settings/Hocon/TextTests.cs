namespace Actors.Settings.Tests;

public sealed class TextTests
{
    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"a # b // c\"", "a # b // c")]
    [InlineData("\"{}[]:=,+\"", "{}[]:=,+")]
    [InlineData("\"${a}\"", "${a}")]
    [InlineData("\" a \"", " a ")]
    [InlineData("\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t\"", "\" \\ / \b \f \n \r \t")]
    [InlineData("\"\\u0041\\u00e4\\uD83D\\uDE00\"", "Aä😀")]
    public void Quoted_text_is_taken_as_it_stands_but_for_escapes(string written, string read) => Assert.Equal(read, Document.Value($"x = {written}", "x"));

    [Theory]
    [InlineData("one", "one\n two\n")]
    [InlineData("", "")]
    [InlineData("", "a \\n b")]
    [InlineData("", "say \"no\"")]
    [InlineData("", "ends with two\"\"")]
    [InlineData("", "# no comment ${no.substitution}")]
    public void Triple_quoted_text_is_taken_as_it_stands(string before, string text) =>
        Assert.Equal(before + text, Document.Value($"x = {before}\"\"\"{text}\"\"\"\ny = 2", "x"));

    [Fact]
    public void Lines_within_triple_quoted_text_count() =>
        Assert.Equal(["test.hocon:5: 'y' has no value"], new Document("x = \"\"\"\n\n\n\"\"\"\ny =").Errors);

    [Theory]
    [InlineData("a-b_c/d.e%f(g)'h'|i;j<k>l~", "a-b_c/d.e%f(g)'h'|i;j<k>l~")]
    [InlineData("-1.5e3", "-1.5e3")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("ä€😀", "ä€😀")]
    [InlineData("a#b", "a")]
    [InlineData("a//b", "a")]
    public void Bare_text_ends_where_a_comment_starts(string written, string read) => Assert.Equal(read, Document.Value($"x = {written}", "x"));

    [Theory]
    [InlineData("null", true)]
    [InlineData("\"null\"", false)]
    public void Null_without_quotes_unsets_a_setting(string written, bool isUnset)
    {
        var result = new SettingsInput { File = new HoconFile("f", $"akka.log-dead-letters = 7\nakka.log-dead-letters = {written}") }.Read();
        Assert.Equal(isUnset, result.Errors.Count == 0);
        Assert.Null(isUnset ? result.Known.Single(one => one.Key == "akka.log-dead-letters").Origin : null);
    }
}
