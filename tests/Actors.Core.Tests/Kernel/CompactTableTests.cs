namespace Actors.Kernel.Tests;

public sealed class CompactTableTests
{
    /// <summary>Against a set, with hashes from good to all the same: what collides, wraps around the end and moves up must still be found.</summary>
    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(7UL)]
    [InlineData(1UL)]
    [InlineData(0UL)]
    public void What_is_in_it_is_found_and_nothing_else(ulong mask)
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var table = new CompactTable<int>(item => HashOf(item, mask), leapsTo: seed % 3 * 16);
            var expected = new HashSet<int>();
            for (var step = 0; step < 300; step++)
            {
                var item = random.Next(64);
                if (expected.Remove(item)) table.RemoveAt(Find(table, item, mask));
                else Assert.True(Add(table, expected, item));
                for (var one = 0; one < 64; one++) Assert.True(Find(table, one, mask) >= 0 == expected.Contains(one), $"seed {seed}, step {step}: {one}");
                Assert.Equal(expected.Count, table.Count);
                Assert.Equal(expected.Order(), All(table).Order());
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1024)]
    public void Many_are_found_and_none_after_it_is_cleared(int leapsTo)
    {
        var table = new CompactTable<int>(static item => HashOf(item, ulong.MaxValue), leapsTo);
        for (var item = 0; item < 100_000; item++) table.Add(item);
        Assert.All(Enumerable.Range(0, 100_000), item => Assert.Equal(item, table[Find(table, item, ulong.MaxValue)]));
        Assert.Equal(-1, Find(table, 100_000, ulong.MaxValue));
        table.Clear();
        Assert.Equal(0, table.Count);
        Assert.Empty(All(table));
    }

    [Fact]
    public void One_that_leaps_asks_for_few_hashes_of_what_it_holds()
    {
        Assert.InRange(HashesFor(leapsTo: 0), 15_000, 30_000);
        Assert.InRange(HashesFor(leapsTo: 16_384), 1, 6_000);

        static int HashesFor(int leapsTo)
        {
            var asked = 0;
            var table = new CompactTable<int>(
                item =>
                {
                    asked++;
                    return HashOf(item, ulong.MaxValue);
                },
                leapsTo);
            for (var item = 0; item < 10_000; item++) table.Add(item, HashOf(item, ulong.MaxValue));
            return asked;
        }
    }

    [Fact]
    public void Whoever_goes_through_it_while_it_changes_is_told()
    {
        var table = new CompactTable<int>(static item => HashOf(item, ulong.MaxValue));
        table.Add(1);
        table.Add(2);
        var items = table.GetEnumerator();
        Assert.True(items.MoveNext());
        table.Add(3);
        Assert.Throws<InvalidOperationException>(() => items.MoveNext());
    }

    private static ulong HashOf(int item, ulong mask) => (ulong)item & mask;

    private static bool Add(CompactTable<int> table, HashSet<int> expected, int item)
    {
        table.Add(item);
        return expected.Add(item);
    }

    private static int Find(CompactTable<int> table, int item, ulong mask) => table.Find(HashOf(item, mask), new IsItem(item));

    private static List<int> All(CompactTable<int> table)
    {
        var all = new List<int>();
        foreach (var item in table) all.Add(item);
        return all;
    }

    private readonly struct IsItem(int wanted) : CompactTable<int>.IProbe
    {
        public bool Is(int item) => item == wanted;
    }
}
