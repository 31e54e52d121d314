using System.Text;

namespace Actors.ApiServer.Patching.Tests;

public class FieldSetCacheTests
{
    [Fact]
    public void What_is_known_is_what_would_be_read()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 3_000; round++)
        {
            var text = Notation(random, 3);
            var set = FieldSetCache.Get(Encoding.UTF8.GetBytes(text.Replace('\'', '"')));
            Assert.True(set is not null, $"seed {seed}: {text}");
            Assert.True(FieldSets.Read(text).Equals(set), $"seed {seed}: {text} was read as {set}");
            Assert.Equal(FieldSets.Write(FieldSets.Read(text)), FieldSets.Write(set!));
        }
    }

    [Fact]
    public void What_is_read_again_is_the_same_set()
    {
        var json = "{\"f:only\":{\"f:here\":{}}}"u8;

        Assert.Same(FieldSetCache.Get(json), FieldSetCache.Get(json));
    }

    [Fact]
    public void What_is_no_set_stays_unknown()
    {
        Assert.Null(FieldSetCache.Get("{\"f:a\":1}"u8));
        Assert.Null(FieldSetCache.Get("{\"f:a\":1}"u8));
    }

    /// <summary>Few names, in any order and more than once, so that the same sets come again and are noted in different ways.</summary>
    private static string Notation(Random random, int depth)
    {
        var members = Enumerable.Range(0, random.Next(depth + 1)).Select(_ => $"'{Element(random)}':{Notation(random, depth - 1)}");
        return $"{{{string.Join(',', random.Next(3) == 0 ? members.Prepend("'.':{}") : members)}}}";
    }

    private static string Element(Random random) => random.Next(5) switch
    {
        0 => "k:{\\'port\\':" + random.Next(2) * 35 + "}",
        1 => "v:\\'x\\'",
        2 => "i:1",
        _ => "f:" + (char)('a' + random.Next(3)),
    };
}
