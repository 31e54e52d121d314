namespace Actors.Settings.Tests;

public sealed class SubstitutionTests
{
    private static readonly Dictionary<string, string> Environment = new() { ["HOME"] = "/home/ada", ["b"] = "from outside" };

    [Theory]
    [InlineData("b = 1, a = ${b}", "1")]
    [InlineData("a = ${b}, b = 1", "1")]
    [InlineData("a = ${b}, b = 1, b = 2", "2")]
    [InlineData("b { c = 1 }, a = ${b.c}", "1")]
    [InlineData("b { c = 1 }, a = ${ b.c }", "1")]
    [InlineData("\"b.c\" = 1, b.c = 2, a = ${\"b.c\"}", "1")]
    [InlineData("a { b = 1 }, \"a.b\" = ${a.b}, a.c = ${\"a.b\"}", "{b: 1, c: 1}")]
    [InlineData("b { c = [1, 2] }, a = ${b}", "{c: [1, 2]}")]
    [InlineData("b = 5, a = ${b}ms", "5ms")]
    [InlineData("b = 5, a = ${b} ms", "5 ms")]
    [InlineData("b = x, c = y, a = ${b}  ${c}", "x  y")]
    [InlineData("b = [1], c = [2], a = ${b} ${c} [3]", "[1, 2, 3]")]
    [InlineData("b = 1, a = [${b}, { c = ${b} }]", "[1, {c: 1}]")]
    [InlineData("b = ${c}, c = ${d}, d = 1, a = ${b}", "1")]
    [InlineData("b = ${c}, c { d = 1 }, a = ${b.d}", "1")]
    [InlineData("b = 1, a = \"${b}\"", "${b}")]
    public void A_substitution_is_the_value_of_its_path_wherever_that_is_set(string text, string read) => Assert.Equal(read, Document.Value(text, "a"));

    [Theory]
    [InlineData("a = 1, a = ${?b}", "1")]
    [InlineData("a = ${?b}", null)]
    [InlineData("a = ${?b} ${?c}", null)]
    [InlineData("a = x${?b}y", "xy")]
    [InlineData("a = [1, ${?b}]", "[1]")]
    [InlineData("a = [1] ${?b}", "[1]")]
    [InlineData("a = { x = 1 } ${?b}", "{x: 1}")]
    [InlineData("b = 2, a = 1, a = ${?b}", "2")]
    [InlineData("b.c = 1, a = ${?b.c.d}", null)]
    public void An_optional_substitution_is_nothing_where_its_path_has_no_value(string text, string? read) => Assert.Equal(read, Document.Value(text, "a"));

    [Theory]
    [InlineData("a = ${HOME}", "/home/ada")]
    [InlineData("a = ${?HOME}/x", "/home/ada/x")]
    [InlineData("a = 1, a = ${?NOTHING}", "1")]
    [InlineData("a = ${b}, b = from inside", "from inside")]
    public void What_is_not_set_is_taken_from_the_environment(string text, string read)
    {
        var document = new Document(text, environment: Environment);
        Assert.Empty(document.Errors);
        Assert.Equal(read, document["a"]);
    }

    [Theory]
    [InlineData("a = [1], a = ${a} [2]", "[1, 2]")]
    [InlineData("a = x, a = ${a}y, a = ${a}z", "xyz")]
    [InlineData("a = [1], a = [${a}, 2]", "[[1], 2]")]
    [InlineData("a = ${?a}x", "x")]
    [InlineData("a { b = 1 }, a = ${a} { c = 2 }", "{b: 1, c: 2}")]
    [InlineData("a = ${b}, b = [1], a = ${a} [2]", "[1, 2]")]
    public void A_substitution_of_the_field_itself_is_what_it_was_before(string text, string read) => Assert.Equal(read, Document.Value(text, "a"));

    [Theory]
    [InlineData("a { x = 1, y = ${a.x} }", "{x: 1, y: 1}")]
    [InlineData("a { x = 1, y = ${a.x} }, a { x = 2 }", "{x: 2, y: 2}")]
    [InlineData("b { x = 1 }, a = ${b}, a { y = ${a.x} }", "{x: 1, y: 1}")]
    [InlineData("b { x = 1 }, a = ${b}, a { x = 2, y = ${a.x} }", "{x: 2, y: 2}")]
    [InlineData("b { z = 1 }, a { x = 1, y = ${a.x} }, a = ${b}", "{x: 1, y: 1, z: 1}")]
    [InlineData("b { x = 2 }, a { x = 1, y = ${a.x} }, a = ${b}", "{x: 2, y: 2}")]
    [InlineData("a { x = 1, y = ${a.x} }, a = ${?b}", "{x: 1, y: 1}")]
    [InlineData("a { x = 1, y = ${a.x} }, a = ${a} { z = ${a.y} }", "{x: 1, y: 1, z: 1}")]
    public void A_field_may_refer_to_others_of_its_object(string text, string read) => Assert.Equal(read, Document.Value(text, "a"));

    [Theory]
    [InlineData("x = 1\na = ${b}", 2, "${b} has no value: neither a setting nor an environment variable has that name; ${?b} allows that")]
    [InlineData("a.b = 1\n\na.c = ${a.b.d}", 3, "${a.b.d} has no value: neither a setting nor an environment variable has that name; ${?a.b.d} allows that")]
    [InlineData("a = ${a}", 1, "${a} has no value: neither a setting nor an environment variable has that name; ${?a} allows that")]
    [InlineData("\"a.b\" = 1\nc = ${a.b}", 2, "${a.b} has no value: neither a setting nor an environment variable has that name; ${?a.b} allows that")]
    public void A_substitution_without_a_value_is_an_error_in_its_line(string text, int line, string message) =>
        Assert.Equal([$"test.hocon:{line}: {message}"], new Document(text).Errors);

    [Theory]
    [InlineData("a = ${b}, b = ${a}", "a → b → a")]
    [InlineData("a = ${b}, b = ${c}, c = ${a}", "a → b → c → a")]
    [InlineData("a = x${?b}, b = y${?a}", "a → b → a")]
    [InlineData("a { b = ${a} }", "a.b → a")]
    [InlineData("a { b { c = [${a}] } }", "a.b.c → a")]
    [InlineData("a { b = ${c} }, c { d = ${a} }", "a.b → c.d → a")]
    [InlineData("a = ${b}, b { c = ${a.c} }", "a → b.c → a.c")]
    [InlineData("a { x = 1 }, a { y = ${a} }", "a.y → a")]
    public void A_cycle_is_an_error_that_shows_it(string text, string cycle)
    {
        var errors = new Document(text).Errors;
        Assert.Contains($"test.hocon:1: substitutions refer to each other without end: {cycle}", errors);
        Assert.DoesNotContain(errors, error => error.Contains("has no value", StringComparison.Ordinal));
    }
}
