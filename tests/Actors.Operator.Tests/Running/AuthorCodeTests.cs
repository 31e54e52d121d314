using System.Text;
using Actors.Objects;
using Actors.Operators.Running;
using Actors.Reconciling;

namespace Actors.Operators.Tests.Running;

public sealed class AuthorCodeTests
{
    private readonly OperatorLogLines _log = new();

    private AuthorCode Code => new("gadget", _log.Log);

    [Fact]
    public void A_filter_gets_what_was_and_what_is()
    {
        var filter = Code.Filter<Gadget>([static (before, after) => before?.Spec.Size != after.Spec.Size], needsGeneration: false)!;
        Assert.True(filter(default, Gadget("1", size: "1")));
        Assert.True(filter(Gadget("1", size: "1"), Gadget("2", size: "2")));
        Assert.False(filter(Gadget("1", size: "1"), Gadget("2", size: "1")));
    }

    [Theory]
    [InlineData(null, 1, true)]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(0, 0, true)]
    public void A_generation_that_is_the_same_does_not_matter(int? before, int after, bool expected)
    {
        var filter = Code.Filter<Gadget>([], needsGeneration: true)!;
        Assert.Equal(expected, filter(before is { } old ? Gadget("1", generation: old) : default, Gadget("2", generation: after)));
    }

    [Fact]
    public void All_filters_have_to_hold()
    {
        var filter = Code.Filter<Gadget>([static (_, after) => after.Spec.Size > 1, static (_, after) => after.Spec.Size < 5], needsGeneration: false)!;
        Assert.Equal([false, true, false], new[] { "1", "3", "7" }.Select(size => filter(default, Gadget("1", size: size))));
    }

    [Fact]
    public void Without_filters_and_limits_nobody_is_asked()
    {
        Assert.Null(Code.Filter<Gadget>([], needsGeneration: false));
        Assert.Null(Code.Limits<Gadget>([]));
    }

    [Fact]
    public void Limits_are_by_key_and_an_object_without_a_key_has_none()
    {
        var limits = Code.Limits<Gadget>([(static one => one.Spec.Secret, 4, LimitScope.Fleet), (static one => $"size/{one.Spec.Size}", 2, LimitScope.Replica)])!;
        Assert.Equal([new ConcurrencyLimit("size/1", 2, LimitScope.Replica)], limits(Gadget("1", size: "1")));
    }

    [Fact]
    public void Code_that_throws_is_harmless_and_told_once_for_each_version()
    {
        var code = Code;
        var filter = code.Filter<Gadget>([static (_, _) => throw new FormatException("filter")], needsGeneration: false)!;
        var limits = code.Limits<Gadget>([(static _ => throw new FormatException("limit"), 1, LimitScope.Fleet)])!;
        var names = code.Names<Gadget>("References", static _ => throw new FormatException("names"));
        foreach (var version in new[] { "1", "1", "2" })
        {
            Assert.True(filter(default, Gadget(version)));
            Assert.Empty(limits(Gadget(version)));
            Assert.Empty(names(Gadget(version)));
        }

        Assert.Equal(
            [
                "gadget: the author's Filter failed for Gadget default/one; it counts as if it were not there",
                "gadget: the author's Limits failed for Gadget default/one; it counts as if it were not there",
                "gadget: the author's References failed for Gadget default/one; it counts as if it were not there",
            ],
            _log.Of(nameof(OperatorLog.AuthorFailed)).Take(3));
        Assert.Equal(6, _log.Of(nameof(OperatorLog.AuthorFailed)).Count);
    }

    [Fact]
    public void What_fails_on_the_way_through_the_names_is_caught_too()
    {
        var names = Code.Names<Gadget>("References", static _ => Endless());
        Assert.Empty(names(Gadget("1")));

        static IEnumerable<ObjectKey> Endless()
        {
            yield return new ObjectKey("default", "a");
            throw new FormatException("behind the first");
        }
    }

    [Fact]
    public void An_object_that_does_not_fit_its_model_matters_and_names_nothing()
    {
        var code = Code;
        Assert.True(code.Filter<Gadget>([static (_, _) => false], needsGeneration: false)!(default, Gadget("1", size: "\"large\"")));
        Assert.Empty(code.Names<Gadget>("References", static _ => [new ObjectKey("a", "b")])(Gadget("1", size: "\"large\"")));
        Assert.Equal(2, _log.Of(nameof(OperatorLog.CannotRead)).Count);
    }

    [Fact]
    public void Names_without_a_name_are_left_out() =>
        Assert.Equal([new ObjectKey("", "a")], Code.Names<Gadget>("References", static _ => [default, new ObjectKey(null!, "a"), new ObjectKey("x", "")])(Gadget("1")));

    private static KubernetesObject Gadget(string version, string size = "1", int generation = 1) => KubernetesObject.Parse(Encoding.UTF8.GetBytes($$$"""
        {"apiVersion":"test.example.com/v1","kind":"Gadget","metadata":{"name":"one","namespace":"default","uid":"u-1","resourceVersion":"{{{version}}}","generation":{{{generation}}}},"spec":{"size":{{{size}}}}}
        """));
}
