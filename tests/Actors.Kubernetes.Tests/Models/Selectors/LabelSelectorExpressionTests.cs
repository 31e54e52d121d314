namespace Actors.Kubernetes.Models.Tests;

public sealed class LabelSelectorExpressionTests
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["environment"] = "production", ["tier"] = "frontend", ["replicas"] = "10", ["empty"] = "", ["example.com/name"] = "x",
    };

    [Theory]
    [InlineData("", "", true)]
    [InlineData("  ", "", true)]
    // The examples of the Kubernetes documentation on labels.
    [InlineData("environment=production,tier=frontend", "environment=production,tier=frontend", true)]
    [InlineData("environment = production", "environment=production", true)]
    [InlineData("tier != frontend", "tier!=frontend", false)]
    [InlineData("environment in (production, qa)", "environment in (production,qa)", true)]
    [InlineData("tier notin (frontend, backend)", "tier notin (backend,frontend)", false)]
    [InlineData("partition", "partition", false)]
    [InlineData("!partition", "!partition", true)]
    [InlineData("partition,environment notin (qa)", "environment notin (qa),partition", false)]
    [InlineData("partition in (customerA, customerB),environment!=qa", "environment!=qa,partition in (customerA,customerB)", false)]
    [InlineData("environment==production", "environment=production", true)]
    [InlineData("environment=qa", "environment=qa", false)]
    [InlineData("missing=x", "missing=x", false)]
    [InlineData("missing!=x", "missing!=x", true)]
    [InlineData("missing notin (x)", "missing notin (x)", true)]
    [InlineData("missing in (x)", "missing in (x)", false)]
    [InlineData("!environment", "!environment", false)]
    [InlineData("! environment", "!environment", false)]
    [InlineData("replicas>9", "replicas>9", true)]
    [InlineData("replicas>10", "replicas>10", false)]
    [InlineData("replicas<11", "replicas<11", true)]
    [InlineData("replicas < 10", "replicas<10", false)]
    [InlineData("tier>1", "tier>1", false)]
    [InlineData("missing>1", "missing>1", false)]
    [InlineData("missing<1", "missing<1", false)]
    [InlineData("empty=", "empty=", true)]
    [InlineData("missing=", "missing=", false)]
    [InlineData("empty=,tier", "empty=,tier", true)]
    [InlineData("empty in ()", "empty in ()", true)]
    [InlineData("empty in (,)", "empty in ()", true)]
    [InlineData("empty in (,a)", "empty in (,a)", true)]
    [InlineData("tier in (b,a,b)", "tier in (a,b)", false)]
    [InlineData("example.com/name=x", "example.com/name=x", true)]
    [InlineData("in in (in,notin)", "in in (in,notin)", false)]
    [InlineData("tier=frontend,tier!=backend", "tier!=backend,tier=frontend", true)]
    [InlineData("tier=frontend,tier=backend", "tier=backend,tier=frontend", false)]
    public void Is_read_printed_and_asked(string text, string canonical, bool matches)
    {
        var selector = LabelSelectorExpression.Parse(text);
        Assert.Equal(canonical, selector.ToString());
        Assert.Equal(matches, selector.Matches(Labels));
        Assert.Equal(canonical, LabelSelectorExpression.Parse(canonical).ToString());
    }

    [Theory]
    [InlineData(",", "there is ',' at position 0 where a key or '!' is wanted")]
    [InlineData("a,", "it ends at position 2 where a key or '!' is wanted")]
    [InlineData("a,,b", "there is ',' at position 2 where a key or '!' is wanted")]
    [InlineData("=a", "there is '=' at position 0 where a key or '!' is wanted")]
    [InlineData("!", "it ends at position 1 where a key is wanted")]
    [InlineData("!a=b", "there is '=' at position 2 where ',' or the end is wanted")]
    [InlineData("a b", "there is 'b' at position 2 where '=', '==', '!=', '>', '<', 'in', 'notin' or ',' is wanted")]
    [InlineData("a=b c", "there is 'c' at position 4 where ',' or the end is wanted")]
    [InlineData("a===b", "there is '=' at position 3 where a value is wanted")]
    [InlineData("a=!", "there is '!' at position 2 where a value is wanted")]
    [InlineData("a in b", "there is 'b' at position 5 where '(' is wanted")]
    [InlineData("a in", "it ends at position 4 where '(' is wanted")]
    [InlineData("a in (b", "it ends at position 7 where ',' or ')' is wanted")]
    [InlineData("a in (b c)", "there is 'c' at position 8 where ',' or ')' is wanted")]
    [InlineData("a in (b))", "there is ')' at position 8 where ',' or the end is wanted")]
    [InlineData("x,-a", "the key '-a' is not valid: its name has letters and digits at both ends; '-', '_' and '.' may be between them (at position 2)")]
    [InlineData("Example.com/a", "the prefix of the key 'Example.com/a' is not a DNS name in lower case of at most 253 characters (at position 0)")]
    [InlineData("a..b/c", "the prefix of the key 'a..b/c' is not a DNS name in lower case of at most 253 characters (at position 0)")]
    [InlineData("/a", "the prefix of the key '/a' is not a DNS name in lower case of at most 253 characters (at position 0)")]
    [InlineData("a/", "the key 'a/' has no name (at position 0)")]
    [InlineData("a/b/c", "the key 'a/b/c' is not valid: its name has letters and digits at both ends; '-', '_' and '.' may be between them (at position 0)")]
    [InlineData("a=b-", "the value 'b-' is not valid: it has letters and digits at both ends; '-', '_' and '.' may be between them (at position 0)")]
    [InlineData("a in (b,ü)", "the value 'ü' is not valid: it has letters and digits at both ends; '-', '_' and '.' may be between them (at position 0)")]
    [InlineData("a>b", "GreaterThan of 'a' is wanted of 'b'; it takes a whole number (at position 0)")]
    [InlineData("a<", "LessThan of 'a' is wanted of ''; it takes a whole number (at position 0)")]
    public void What_is_none_is_refused_with_the_reason_and_the_place(string text, string reason)
    {
        Assert.Equal($"'{text}' is not a label selector: {reason}", Assert.Throws<FormatException>(() => LabelSelectorExpression.Parse(text)).Message);
        Assert.False(LabelSelectorExpression.TryParse(text, out _));
    }

    [Fact]
    public void Keys_and_values_have_a_longest_length()
    {
        var longest = new string('a', 63);
        Assert.True(LabelSelectorExpression.TryParse($"{longest}={longest}", out _));
        Assert.False(LabelSelectorExpression.TryParse($"{longest}a=b", out _));
        Assert.False(LabelSelectorExpression.TryParse($"a={longest}a", out _));
        var prefix = string.Join('.', Enumerable.Repeat("abcdefghi", 25)) + ".ab";
        Assert.True(LabelSelectorExpression.TryParse($"{prefix}c/a", out _));
        Assert.False(LabelSelectorExpression.TryParse($"{prefix}cd/a", out _));
    }

    [Fact]
    public void Of_a_selector_object_all_labels_and_expressions_must_hold()
    {
        var selector = LabelSelectorExpression.Of(new V1LabelSelector
        {
            MatchLabels = new Dictionary<string, string> { ["tier"] = "frontend" },
            MatchExpressions =
            [
                new V1LabelSelectorRequirement { Key = "environment", Operator = "In", Values = ["qa", "production"] },
                new V1LabelSelectorRequirement { Key = "legacy", Operator = "DoesNotExist" },
                new V1LabelSelectorRequirement { Key = "replicas", Operator = "Exists", Values = [] },
                new V1LabelSelectorRequirement { Key = "zone", Operator = "NotIn", Values = ["a"] },
            ],
        });
        Assert.Equal("environment in (production,qa),!legacy,replicas,tier=frontend,zone notin (a)", selector.ToString());
        Assert.True(selector.Matches(Labels));
        Assert.False(selector.Matches(new Dictionary<string, string>(Labels) { ["legacy"] = "" }));
        Assert.False(selector.Matches(new Dictionary<string, string>(Labels) { ["zone"] = "a" }));
        Assert.False(selector.Matches(new Dictionary<string, string>(Labels) { ["tier"] = "backend" }));
    }

    [Fact]
    public void An_empty_selector_object_is_everything_and_an_absent_one_nothing()
    {
        Assert.Equal("", LabelSelectorExpression.Of(new V1LabelSelector()).ToString());
        Assert.True(LabelSelectorExpression.Of(new V1LabelSelector()).Matches((IDictionary<string, string>?)null));
        var nothing = LabelSelectorExpression.Of(null);
        Assert.False(nothing.Matches((IDictionary<string, string>?)null));
        Assert.False(nothing.Matches(new Dictionary<string, string> { ["none"] = "" }));
        Assert.False(LabelSelectorExpression.Parse(nothing.ToString()).Matches(Labels));
    }

    [Theory]
    [InlineData("a", "Gt", "1", "the operator of 'a' is 'Gt'; In, NotIn, Exists and DoesNotExist are possible")]
    [InlineData("a", null, null, "the operator of 'a' is ''; In, NotIn, Exists and DoesNotExist are possible")]
    [InlineData("a", "In", null, "In of 'a' has 0 values; it takes one or more")]
    [InlineData("a", "Exists", "b", "Exists of 'a' has 1 values; it takes none")]
    [InlineData(null, "Exists", null, "the key '' has no name")]
    public void A_selector_object_that_asks_for_what_is_not_possible_is_refused(string? key, string? op, string? value, string reason)
    {
        var selector = new V1LabelSelector
        {
            MatchExpressions = [new V1LabelSelectorRequirement { Key = key, Operator = op, Values = value is null ? null : [value] }],
        };
        var message = Assert.Throws<FormatException>(() => LabelSelectorExpression.Of(selector)).Message;
        Assert.Equal($"The label selector is not valid: {reason}", message);
    }

    [Fact]
    public void What_is_printed_is_read_as_the_same()
    {
        var random = new Random(3);
        string[] words = ["a", "b", "c", "in", "notin", "a.b/c", "1"];
        var operators = Enum.GetValues<LabelOperator>();
        for (var round = 0; round < 5_000; round++)
        {
            var selector = new LabelSelectorExpression(Enumerable.Range(0, random.Next(4)).Select(_ => AnyRequirement()).ToList());
            var read = LabelSelectorExpression.Parse(selector.ToString());
            Assert.Equal(selector.ToString(), read.ToString());
            for (var times = 0; times < 5; times++)
            {
                var labels = words.Where(_ => random.Next(2) == 0).ToDictionary(word => word, _ => words[random.Next(5)]);
                labels["1"] = random.Next(3).ToString(System.Globalization.CultureInfo.InvariantCulture);
                Assert.True(selector.Matches(labels) == read.Matches(labels), $"{selector} of {string.Join(',', labels)}");
                Assert.Equal(selector.Requirements.All(one => one.Matches(labels.GetValueOrDefault(one.Key))), selector.Matches(labels));
            }
        }

        LabelRequirement AnyRequirement()
        {
            var op = operators[random.Next(operators.Length)];
            var key = words[random.Next(words.Length)];
            return op switch
            {
                LabelOperator.Exists or LabelOperator.DoesNotExist => new LabelRequirement(key, op),
                LabelOperator.GreaterThan or LabelOperator.LessThan => new LabelRequirement("1", op, "1"),
                LabelOperator.Equal or LabelOperator.NotEqual => new LabelRequirement(key, op, words[random.Next(5)]),
                _ => new LabelRequirement(key, op, words[random.Next(5)], words[random.Next(5)], ""),
            };
        }
    }
}
