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
}
