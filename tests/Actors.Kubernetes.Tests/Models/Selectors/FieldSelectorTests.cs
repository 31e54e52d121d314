namespace Actors.Kubernetes.Models.Tests;

public sealed class FieldSelectorTests
{
    private static readonly Dictionary<string, string> Fields = new() { ["metadata.name"] = "web", ["status.phase"] = "Running", ["spec.x"] = @"a,b=c\d" };

    [Theory]
    [InlineData("", "", true)]
    [InlineData("metadata.name=web", "metadata.name=web", true)]
    [InlineData("metadata.name==web", "metadata.name=web", true)]
    [InlineData("metadata.name!=web", "metadata.name!=web", false)]
    [InlineData("metadata.name=other", "metadata.name=other", false)]
    [InlineData("status.phase!=Running,metadata.name=web", "metadata.name=web,status.phase!=Running", false)]
    [InlineData("status.phase!=Pending,metadata.name=web", "metadata.name=web,status.phase!=Pending", true)]
    [InlineData("spec.nodeName=", "spec.nodeName=", true)]
    [InlineData("spec.nodeName!=", "spec.nodeName!=", false)]
    [InlineData("metadata.name!=", "metadata.name!=", true)]
    [InlineData(@"spec.x=a\,b\=c\\d", @"spec.x=a\,b\=c\\d", true)]
    [InlineData(@"spec.x!=a\,b\=c\\d,metadata.name=web", @"metadata.name=web,spec.x!=a\,b\=c\\d", false)]
    [InlineData("metadata.name=web,", "metadata.name=web", true)]
    [InlineData(",,metadata.name=web,metadata.name=web", "metadata.name=web", true)]
    [InlineData("metadata.name= web", "metadata.name= web", false)]
    public void Is_read_printed_and_asked(string text, string canonical, bool matches)
    {
        var selector = FieldSelector.Parse(text);
        Assert.Equal(canonical, selector.ToString());
        Assert.Equal(matches, selector.Matches(path => Fields.GetValueOrDefault(path)));
        Assert.Equal(canonical, FieldSelector.Parse(canonical).ToString());
    }

    [Theory]
    [InlineData("a", "'a' has no '=', '==' or '!=' (at position 0)")]
    [InlineData("a=b,c", "'c' has no '=', '==' or '!=' (at position 4)")]
    [InlineData("=a", "a field is missing (at position 0)")]
    [InlineData("a=b,!=c", "a field is missing (at position 4)")]
    [InlineData("a=b=c", @"'=' in a value is written '\=' (at position 3)")]
    [InlineData("a===c", @"'=' in a value is written '\=' (at position 3)")]
    [InlineData("a!==c", @"'=' in a value is written '\=' (at position 3)")]
    [InlineData(@"a=\x", @"after '\' comes '\', ',' or '=' (at position 2)")]
    [InlineData(@"a=b\", @"after '\' comes '\', ',' or '=' (at position 3)")]
    public void What_is_none_is_refused_with_the_reason_and_the_place(string text, string reason)
    {
        Assert.Equal($"'{text}' is not a field selector: {reason}", Assert.Throws<FormatException>(() => FieldSelector.Parse(text)).Message);
        Assert.False(FieldSelector.TryParse(text, out _));
    }

    [Fact]
    public void Any_value_survives_printing()
    {
        var random = new Random(4);
        for (var round = 0; round < 5_000; round++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => @"ab\,=! ü"[random.Next(8)]));
            var requirement = new FieldRequirement("a.b", value, random.Next(2) == 0);
            Assert.Equal(requirement, Assert.Single(FieldSelector.Parse(new FieldSelector(requirement).ToString()).Requirements));
        }
    }

    [Fact]
    public void A_name_is_selected_by_name() => Assert.Equal("metadata.name=web", FieldSelector.ByName("web").ToString());

    [Fact]
    public void A_requirement_has_a_path() => Assert.Throws<ArgumentException>(() => new FieldSelector(new FieldRequirement("", "a")));
}
