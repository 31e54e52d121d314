namespace Actors.Settings.Tests;

public sealed class IncludeTests
{
    [Theory]
    [InlineData("include \"b\"")]
    [InlineData("include file(\"b\")")]
    [InlineData("include required(\"b\")")]
    [InlineData("include required(file(\"b\"))")]
    [InlineData("x = 0\ninclude \"b\"")]
    [InlineData("include \"b\", ")]
    public void A_files_fields_are_included_where_it_is_named(string text) => Check(text, "{x: 1}", ("b", "x = 1"));

    [Fact]
    public void What_comes_later_wins_over_what_is_included_before_it()
    {
        Check("include \"b\"\nx = 2\ny.z = 2", "{x: 2, y: {w: 1, z: 2}}", ("b", "x = 1, y { w = 1, z = 1 }"));
        Check("x = 2\ny.z = 2\ninclude \"b\"", "{x: 1, y: {z: 1, w: 1}}", ("b", "x = 1, y { w = 1, z = 1 }"));
    }

    [Fact]
    public void A_file_can_be_included_within_an_object() =>
        Check("a { include \"b\" }, a.y = 2", "{a: {x: 1, y: 2}}", ("b", "x = 1"));

    [Theory]
    [InlineData("a { include \"b\" }", "{a: {x: 1, y: 1}}")]
    [InlineData("a { include \"b\" }, a.x = 2", "{a: {x: 2, y: 2}}")]
    [InlineData("x = 5, a { include \"b\" }", "{x: 5, a: {x: 1, y: 1}}")]
    [InlineData("a { c { include \"b\" } }", "{a: {c: {x: 1, y: 1}}}")]
    public void An_included_files_substitutions_mean_its_own_fields(string text, string read) => Check(text, read, ("b", "x = 1, y = ${x}"));

    [Fact]
    public void An_included_files_substitutions_may_mean_the_whole_too() => Check("x = 5, a { include \"b\" }", "{x: 5, a: {y: 5}}", ("b", "y = ${x}"));

    [Fact]
    public void An_included_file_appends_to_the_list_that_is_there() => Check("a { l = [1], include \"b\" }", "{a: {l: [1, 2]}}", ("b", "l += 2"));

    [Fact]
    public void A_file_that_is_not_there_is_nothing_unless_it_is_required()
    {
        Check("include \"b\"\nx = 1", "{x: 1}");
        var document = new Document("x = 1\ninclude required(\"b\")");
        Assert.Equal(["test.hocon:2: the file \"b\" is required and was not found"], document.Errors);
    }

    [Fact]
    public void Files_that_include_each_other_are_an_error_where_they_close_the_circle()
    {
        var document = Read("include \"b\"", ("b", "x = 1\ninclude \"c\""), ("c", "\n\ninclude \"b\"\ny = 1"));
        Assert.Equal(["c:3: files include each other without end: test.hocon → b → c → b"], document.Errors);
        Assert.Equal("{x: 1, y: 1}", document.ToString());
    }

    [Fact]
    public void A_file_may_be_included_twice() => Check("a { include \"b\" }, c { include \"b\" }", "{a: {x: 1}, c: {x: 1}}", ("b", "x = 1"));

    [Fact]
    public void Files_that_include_each_other_under_ever_new_names_are_an_error()
    {
        var errors = new List<SettingsError>();
        var opened = 0;
        new HoconIncludes((name, from) => new HoconFile($"{from.Name}/{name}", $"n{++opened} = 1\ninclude \"a\""), errors).Parse(new HoconFile("a", "include \"a\""));
        Assert.Contains("files include each other without end", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_included_files_errors_have_its_name_and_line()
    {
        var document = Read("include \"b\"\nx =", ("b", "\ny = ${nothing}\nz = :"));
        Assert.Equal(
            ["b:3: ':' cannot stand in a value without quotes", "test.hocon:2: 'x' has no value", "b:2: ${nothing} has no value"],
            document.Errors.Select(error => error.Split("; ")[0].Split(": neither")[0]));
    }

    private static Document Read(string text, params (string Name, string Text)[] files) => new(text, files.ToDictionary(file => file.Name, file => file.Text));

    private static void Check(string text, string read, params (string Name, string Text)[] files)
    {
        var document = Read(text, files);
        Assert.Empty(document.Errors);
        Assert.Equal(read, document.ToString());
    }
}
