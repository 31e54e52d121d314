using Actors.Objects;

namespace Actors.Sharding.Tests;

public sealed class ReferenceIndexTests
{
    private static readonly ObjectKey One = new("n", "one");
    private static readonly ObjectKey Two = new("n", "two");

    private readonly ReferenceIndex _index = new();

    [Fact]
    public void It_finds_who_refers_to_a_name_now()
    {
        _index.Put("a", [One]);
        _index.Put("b", [One, Two]);
        Assert.Equal(["a", "b"], _index[One].Order());
        _index.Put("b", [Two]);
        Assert.Equal(["a"], _index[One]);
        _index.Remove("b");
        Assert.Empty(_index[Two]);
        _index.Put("a", []);
        Assert.Empty(_index[One]);
    }

    [Fact]
    public void What_an_object_refers_to_comes_to_something_else_with_each_change_and_to_nothing_where_there_is_none()
    {
        _index.Put("a", [One, Two]);
        Assert.Equal(0UL, _index.HashOf("a"));
        var seen = new HashSet<ulong> { 0 };
        foreach (var (name, version) in ((ObjectKey, ulong)[])[(One, 7), (Two, 8), (One, 9)])
        {
            _index.Note(name, version);
            Assert.True(seen.Add(_index.HashOf("a")));
        }

        _index.Note(One, 0);
        _index.Note(Two, 0);
        Assert.Equal(0UL, _index.HashOf("a"));
        Assert.Equal((true, false, 0UL), (_index.Has("a"), _index.Has("b"), _index.HashOf("b")));
    }
}
