using System.Diagnostics;
using Actors.Load.Records;

namespace Actors.Load.Tests;

public sealed class HistoryTests
{
    [Fact]
    public void A_change_is_seen_by_the_first_reconcile_of_it_or_of_a_later_one()
    {
        var history = new History(
            [new(1, 10), new(1, 20), new(1, 30), new(2, 10), new(2, 40)],
            [At(1, 20, 25, 26), At(1, 20, 50, 51), At(1, 30, 35, 36), At(2, 10, 12, 13)]);
        var times = history.Times().OrderBy(static one => one.Change.Number).ThenBy(static one => one.Change.Stamp);
        Assert.Equal([(25, 26), (25, 26), (35, 36), (12, 13), (null, null)], times.Select(static one => (one.Begin, one.End)));
    }

    [Fact]
    public void What_fails_has_not_reconciled_and_what_was_killed_has_not_ended()
    {
        var history = new History([new(1, 10)], [At(1, 10, 11, 12, failed: 1), At(1, 10, 20, 0), At(1, 10, 30, 31)]);
        Assert.Equal([new ChangeTimes(new SentChange(1, 10), 20, 31)], history.Times());
    }

    [Theory]
    [InlineData(0, new long[] { 1, 5, 5, 9 })]
    [InlineData(1, new long[] { 1, 5, 4, 9 })]
    [InlineData(2, new long[] { 1, 9, 2, 3, 4, 5 })]
    [InlineData(0, new long[] { 1, 0, 4, 5 })]
    public void Reconciles_of_one_object_that_overlap_are_double(int doubles, long[] times)
    {
        ReconcileRecord[] records = [.. times.Chunk(2).Select(static one => At(7, 1, one[0], one[1])), At(8, 1, 1, 100)];
        Assert.Equal(doubles, new History([], records).Doubles());
    }

    [Fact]
    public void An_object_is_lost_of_which_nobody_has_reconciled_what_is_wanted_last()
    {
        var history = new History([], [At(1, 10, 11, 12), At(2, 10, 11, 12), At(3, 20, 21, 0), At(4, 20, 21, 22, failed: 1), At(5, 0, 1, 2)]);
        var wanted = new Dictionary<int, long> { [1] = 10, [2] = 20, [3] = 20, [4] = 20, [5] = 0, [6] = 0 };
        Assert.Equal(4, history.Lost(wanted));
    }

    [Fact]
    public void Percentiles_are_those_of_the_values()
    {
        var latencies = Latencies.Of(Enumerable.Range(1, 1000).Select(static value => (double)value));
        Assert.Equal((1000, 501, 901, 991, 1000, 1000), (latencies.Count, latencies.P50, latencies.P90, latencies.P99, latencies.P999, latencies.Max));
        Assert.Equal(1000, latencies.Histogram.Sum());
        Assert.Equal(500, latencies.Histogram[Latencies.Bounds.ToList().IndexOf(1_000)]);
        Assert.Equal(0, Latencies.Of([]).Max);
    }

    [Fact]
    public void Records_are_read_while_they_are_written_and_when_their_writer_is_gone()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var reader = new RecordReader(path);
            using (var writer = new RecordFile(path))
            {
                var first = writer.Begin(3, 30, Stopwatch.GetTimestamp());
                Assert.Equal([(3, 30L, 0L)], reader.ReadNew().Select(static one => (one.Number, one.Stamp, one.End)));
                writer.End(first, 99, isFailed: true);
                writer.Begin(4, 40, Stopwatch.GetTimestamp());
                Assert.Equal([4], reader.ReadNew().Select(static one => one.Number));
            }

            Assert.Equal([(3, 99L, 1), (4, 0L, 0)], reader.ReadAll().Select(static one => (one.Number, one.End, one.Failed)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ReconcileRecord At(int number, long stamp, long begin, long end, int failed = 0) => new(begin, end, stamp, number, failed);
}
