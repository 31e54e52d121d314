namespace Actors.ApiServer.Patching.Tests;

public class FieldSetTests
{
    [Theory]
    [InlineData("{'f:a':{},'f:b':{'f:c':{}}}", "{'f:b':{'.':{}}}", "{'f:a':{},'f:b':{'.':{},'f:c':{}}}", "{}", "{'f:a':{},'f:b':{'f:c':{}}}", "{'f:a':{}}")]
    [InlineData("{'f:a':{'.':{},'f:b':{},'f:c':{}}}", "{'f:a':{'f:b':{}}}", "{'f:a':{'.':{},'f:b':{},'f:c':{}}}", "{'f:a':{'f:b':{}}}", "{'f:a':{'.':{},'f:c':{}}}", "{'f:a':{'.':{},'f:c':{}}}")]
    [InlineData("{'f:a':{'f:b':{}}}", "{'f:a':{}}", "{'f:a':{'.':{},'f:b':{}}}", "{}", "{'f:a':{'f:b':{}}}", "{}")]
    [InlineData("{'f:a':{}}", "{}", "{'f:a':{}}", "{}", "{'f:a':{}}", "{'f:a':{}}")]
    [InlineData("{'f:a':{}}", "{'f:a':{}}", "{'f:a':{}}", "{'f:a':{}}", "{}", "{}")]
    public void Sets_are_united_intersected_and_subtracted(string one, string other, string union, string both, string difference, string recursive)
    {
        var (left, right) = (FieldSets.Read(one), FieldSets.Read(other));

        Assert.Equal(union, FieldSets.Write(left.Union(right)));
        Assert.Equal(both, FieldSets.Write(left.Intersection(right)));
        Assert.Equal(difference, FieldSets.Write(left.Difference(right)));
        Assert.Equal(recursive, FieldSets.Write(left.RecursiveDifference(right)));
    }

    [Fact]
    public void Sets_behave_as_sets_of_paths()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var (left, right) = (Draw(random), Draw(random));
            var (one, other) = (left.Paths().ToHashSet(), right.Paths().ToHashSet());

            Same(seed, one.Union(other), left.Union(right));
            Same(seed, one.Intersect(other), left.Intersection(right));
            Same(seed, one.Except(other), left.Difference(right));
            Same(seed, one.Where(path => !other.Any(gone => path == gone || path.StartsWith(gone + ".", StringComparison.Ordinal))), left.RecursiveDifference(right));
            Assert.True(left.Equals(FieldSets.Read(FieldSets.Write(left))), $"seed {seed}");
            Assert.Equal(one.SetEquals(other), left.Equals(right));
        }
    }

    [Theory]
    [InlineData("{'f:z':{},'f:a':{}}", "{'f:a':{},'f:z':{}}")]
    [InlineData("{'i:1':{},'v:1':{},'k:{\\'b\\':1}':{},'f:x':{}}", "{'f:x':{},'i:1':{},'k:{\\'b\\':1}':{},'v:1':{}}")]
    [InlineData("{'v:true':{},'v:\\'b\\'':{},'v:\\'a\\'':{},'v:10':{},'v:9':{},'v:9.5':{}}", "{'v:\\'a\\'':{},'v:\\'b\\'':{},'v:10':{},'v:9':{},'v:9.5':{},'v:true':{}}")]
    [InlineData("{'k:{\\'port\\': 80, \\'name\\':\\'x\\'}':{}}", "{'k:{\\'name\\':\\'x\\',\\'port\\':80}':{}}")]
    [InlineData("{'k:{\\'a\\':1.0}':{},'k:{\\'a\\':1}':{'f:b':{}}}", "{'k:{\\'a\\':1}':{'.':{},'f:b':{}}}")]
    [InlineData("{'f:a':{'.':{}}}", "{'f:a':{}}")]
    [InlineData("{'x:later':{},'f:a':{}}", "{'f:a':{}}")]
    [InlineData("{'f:a':{'f:b':{},'.':{}}}", "{'f:a':{'.':{},'f:b':{}}}")]
    public void What_is_read_is_written_in_one_form(string text, string canonical)
    {
        Assert.True(FieldSets.TryRead(text, out var set));
        Assert.Equal(canonical, FieldSets.Write(set));
        Assert.True(FieldSets.TryRead(canonical, out var same));
        Assert.Equal(set, same);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{'f:a':1}")]
    [InlineData("{'f:a':{'b':{}}}")]
    [InlineData("{'fa':{}}")]
    [InlineData("{'k:x':{}}")]
    [InlineData("{'k:[1]':{}}")]
    [InlineData("{'v:':{}}")]
    [InlineData("{'i:one':{}}")]
    [InlineData("{'k:{} x':{}}")]
    public void What_is_no_set_is_not_read(string text) => Assert.False(FieldSets.TryRead(text, out _));

    [Fact]
    public void Paths_are_told_level_by_level() => Assert.Equal(
        [".b", ".a.c", ".l[name=\"x\\\"y\",port=80]", ".l[name=\"x\\\"y\",port=80].p", ".s[=\"q\"]", ".s[=true]", ".s[3]"],
        FieldSets.Read("""
            {"f:a":{"f:c":{}},"f:b":{},"f:l":{"k:{\"name\":\"x\\\"y\",\"port\":80}":{".":{},"f:p":{}}},"f:s":{"v:true":{},"v:\"q\"":{},"i:3":{}}}
            """).Paths());

    [Fact]
    public void Text_in_keys_is_escaped_as_for_html() => Assert.Equal("v:\"a\\u003cb\\u0026c\\u003e\\n\\\"\"", PathElement.Value(JsonScalar.Of("a<b&c>\n\"")).Text);

    private static FieldSet Draw(Random random) =>
        FieldSet.Of(Enumerable.Range(0, random.Next(8)).Select(_ => string.Join('.', Enumerable.Range(0, random.Next(1, 5)).Select(_ => "abc"[random.Next(3)]))));

    private static void Same(int seed, IEnumerable<string> expected, FieldSet actual) =>
        Assert.True(expected.ToHashSet().SetEquals(actual.Paths()), $"seed {seed}: {string.Join(' ', expected)} is not {string.Join(' ', actual.Paths())}");
}
