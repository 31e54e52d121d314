using Actors.ApiServer.Verbs;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Tests.Verbs;

public class SelectorSyntaxTests
{
    private const int Runs = 5000;

    [Theory]
    [InlineData("a===b", "unable to parse requirement: found '=', expected: identifier")]
    [InlineData("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("a=b=c", "found '=', expected: ',' or 'end of string'")]
    [InlineData("a,", "found '', expected: identifier after ','")]
    [InlineData("=", "found '=', expected: !, identifier, or 'end of string'")]
    [InlineData("!", "unable to parse requirement: found '', expected: identifier")]
    [InlineData("a in b", "unable to parse requirement: found 'b' expected: '('")]
    [InlineData("a in (b", "unable to parse requirement: found '', expected: ')'")]
    [InlineData("a in ()", "unable to parse requirement: values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty")]
    [InlineData("a>x", "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer")]
    [InlineData("a=b/c", "unable to parse requirement: values[0][a]: Invalid value: \"b/c\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    public void What_is_wrong_is_said_as_a_real_server_says_it(string selector, string fault) => Assert.Equal(fault, SelectorSyntax.Fault(selector));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("!a")]
    [InlineData("a=")]
    [InlineData("a in (b, ,c), d notin (e),f!=g,h>1,in=notin")]
    public void Nothing_is_wrong_with_what_is_right(string selector) => Assert.Null(SelectorSyntax.Fault(selector));

    /// <summary>What has no fault can be read: nobody has to know which of the two readers found something.</summary>
    [Fact]
    public void What_has_no_fault_can_be_read()
    {
        string[] parts = ["a", "b", "=", "==", "!=", "!", ",", "in", "notin", "(", ")", ">", "<", " ", "1"];
        for (var seed = 0; seed < Runs; seed++)
        {
            var selector = string.Concat(new Random(seed).GetItems(parts, 1 + (seed % 7)));
            if (SelectorSyntax.Fault(selector) is null) Assert.True(CanBeRead(selector), $"seed {seed}: {selector}");
        }
    }

    private static bool CanBeRead(string selector)
    {
        try
        {
            LabelSelectorExpression.Parse(selector);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
