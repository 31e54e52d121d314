using System.Text.RegularExpressions;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Tests.Schemas;

public sealed class GoRegexTests
{
    [Theory]
    [InlineData("^a$", "a", true)]
    [InlineData("^a$", "a\n", false)]
    [InlineData("(?m)^a$", "a\nb", true)]
    [InlineData("b", "abc", true)]
    [InlineData(@"^\d+$", "42", true)]
    [InlineData(@"^\d+$", "٤٢", false)]
    [InlineData(@"^\w+$", "é", false)]
    [InlineData(@"^\s$", "\u00a0", false)]
    [InlineData(@"^[\w.-]+$", "a.b-c_9", true)]
    [InlineData(@"^[^\d]$", "x", true)]
    [InlineData(@"^[\D]$", "7", false)]
    [InlineData("^[[:alpha:]]+$", "abc", true)]
    [InlineData("^[a-[]$", "b", false)]
    [InlineData("^(?P<year>[0-9]{4})$", "2026", true)]
    [InlineData(@"^\p{L}+$", "Ünï", true)]
    [InlineData(@"^\pN$", "5", true)]
    [InlineData(@"^\p{Greek}$", "λ", true)]
    [InlineData("(?i)^abc$", "ABC", true)]
    [InlineData("(?s)^a.b$", "a\nb", true)]
    [InlineData("^a.b$", "a\nb", false)]
    [InlineData(@"^\Qa.b\E$", "a.b", true)]
    [InlineData(@"^\Qa.b\E$", "axb", false)]
    [InlineData(@"^\x41\x{42}\103$", "ABC", true)]
    [InlineData("^a{,2}$", "a{,2}", true)]
    [InlineData("^[]a]+$", "]a", true)]
    [InlineData(@"^[a\]_-]$", "-", true)]
    [InlineData("^#_x y$", "#_x y", true)]
    [InlineData("^((([0-9]+)ms)|0)$", "0", true)]
    public void A_pattern_matches_what_it_matches_in_Go(string pattern, string text, bool matches) => Assert.Equal(matches, GoRegex.Of(pattern).IsMatch(text));

    [Theory]
    [InlineData("*", "missing argument to repetition operator: `*`")]
    [InlineData("a**", "invalid nested repetition operator: `**`")]
    [InlineData("(a", "missing closing ): `(a`")]
    [InlineData("a)", "unexpected ): `a)`")]
    [InlineData("[a", "missing closing ]: `[a`")]
    [InlineData("[z-a]", "invalid character class range: `z-a`")]
    [InlineData(@"\y", @"invalid escape sequence: `\y`")]
    [InlineData(@"(a)\1", @"invalid escape sequence: `\1`")]
    [InlineData("a\\", "trailing backslash at end of expression: ``")]
    [InlineData("(?=a)", "invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("(?!a)", "invalid or unsupported Perl syntax: `(?!`")]
    [InlineData("a{1001}", "invalid repeat count: `{1001}`")]
    [InlineData("a{2,1}", "invalid repeat count: `{2,1}`")]
    public void What_Go_does_not_compile_is_an_error_with_its_words(string pattern, string error)
    {
        Assert.Equal($"error parsing regexp: {error}", GoRegex.Of(pattern).Error);
        Assert.False(GoRegex.Of(pattern).IsMatch("a"));
    }

    [Fact]
    public void A_pattern_that_would_take_for_ever_by_backtracking_takes_no_time()
    {
        Assert.False(GoRegex.Of("^(a+)+$").IsMatch(new string('a', 10_000) + "b"));
    }

    /// <summary>A pattern that is let through has to run: a definition that was accepted may not fail every object later.</summary>
    [Fact]
    public void What_Go_compiles_dotnet_compiles()
    {
        var first = Environment.TickCount;
        for (var seed = first; seed != first + 20_000; seed++)
        {
            var random = new Random(seed);
            var pattern = string.Concat(Enumerable.Range(0, 1 + random.Next(8)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var (translated, error) = RegexTranslator.Translate(pattern);
            if (error is not null) continue;
            var mistake = Record.Exception(() => new Regex(translated, RegexOptions.CultureInvariant));
            Assert.True(mistake is null, $"seed {seed}: {pattern} became {translated}: {mistake?.Message}");
        }
    }

    private static readonly string[] Pieces =
    [
        "a", "-", ".", "*", "+", "?", "{1,2}", "{3}", "(", ")", "(", ")", "[", "]", "[^", "]", "^", "$", "|", @"\d", @"\W", @"\.", @"\b", @"\pL", @"\p{Greek}", @"\P{Nd}", @"\x41",
        "(?i)", "(?m)", "(?s:", "(?U)", "(?P<n>", "(?:", "{", "}", ",", " ", "#", "_", "é", "😀", "[:alpha:]", "\\", "&&", "a-z", "]-",
    ];
}
