using System.Text;

namespace Actors.Kernel.Tests;

public sealed class Fnv1aTests
{
    // From the test vectors of the authors (draft-eastlake-fnv).
    [Theory]
    [InlineData("", 0xcbf29ce484222325)]
    [InlineData("a", 0xaf63dc4c8601ec8c)]
    [InlineData("abc", 0xe71fa2190541574b)]
    [InlineData("foobar", 0x85944171f73967e8)]
    public void The_published_vectors_come_out(string text, ulong expected)
    {
        Assert.Equal(expected, Fnv1a.Hash(text));
        Assert.Equal(expected, Fnv1a.Hash(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("Grüße")]
    [InlineData("日本語")]
    [InlineData("a😀b")]
    [InlineData("\0\u007f\u0080\u07ff\u0800\uffff")]
    public void Text_is_hashed_as_UTF_8(string text) => Assert.Equal(Fnv1a.Hash(Encoding.UTF8.GetBytes(text)), Fnv1a.Hash(text));

    [Fact]
    public void Half_a_surrogate_pair_is_hashed_as_what_UTF_8_puts_in_its_place()
    {
        var half = "a😀"[..2];
        Assert.Equal(Fnv1a.Hash(Encoding.UTF8.GetBytes(half)), Fnv1a.Hash(half));
    }
}
