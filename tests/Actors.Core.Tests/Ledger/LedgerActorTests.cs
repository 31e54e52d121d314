using static Actors.Ledger.Tests.LedgerBench;

namespace Actors.Ledger.Tests;

public sealed class LedgerActorTests
{
    private readonly LedgerBench _bench = new();

    [Fact]
    public void A_row_waits_for_others()
    {
        _bench.Put(Row("a"));
        _bench.Pass(0.5);
        Assert.Null(_bench.Writing);
        _bench.Put(Row("b"));
        _bench.Pass(0.6);
        Assert.Equal("a0 b0", _bench.Writing);
    }

    [Fact]
    public void A_row_is_said_to_wait_until_it_is_in_the_store()
    {
        var asked = new IsRowWaiting(Row("a").Key);
        _bench.TellAndAsk(Row("a"), asked);
        _bench.Pass(1.1);
        Assert.Equal("a0", _bench.Writing);
        _bench.Ask(asked);
        _bench.Written();
        _bench.Ask(asked);
        _bench.Ask(new IsRowWaiting(Row("b").Key));
        Assert.Equal([true, true, false, false], _bench.Answers);
    }

    [Fact]
    public void A_full_batch_waits_for_nothing_and_holds_no_more_than_may_be()
    {
        _bench.Put(Row("a"), Row("b"), Row("c"), Row("d"));
        Assert.Equal("a0 b0 c0", _bench.Writing);
        _bench.Written();
        Assert.Null(_bench.Writing);
        _bench.Pass(1.1);
        Assert.Equal("d0", _bench.Writing);
    }

    [Fact]
    public void A_row_that_changes_often_is_written_once_in_its_latest_form()
    {
        for (var failures = 1; failures <= 10; failures++) _bench.Put(Row("a", failures));
        _bench.Pass(1.1);
        Assert.Equal("a10", _bench.Writing);
        _bench.Written();
        var snapshot = _bench.Snapshot;
        Assert.Equal((0, 1L, 9L, 1L), (snapshot.Waiting, snapshot.Written, snapshot.Coalesced, snapshot.Batches));
    }

    [Fact]
    public void One_batch_is_written_at_a_time_and_what_comes_meanwhile_with_the_next()
    {
        _bench.Put(Row("a"), Row("b"), Row("c"));
        _bench.Put(Row("a", 1), Row("d"), Row("e"), Row("f"));
        Assert.Equal("a0 b0 c0", _bench.Writing);
        _bench.Written();
        Assert.Equal("a1 d0 e0", _bench.Writing);
    }

    [Fact]
    public void Nothing_to_write_is_written_at_once()
    {
        _bench.Ask(new FlushLedger());
        Assert.Equal([new LedgerFlushed(IsWritten: true)], _bench.Answers);
    }

    [Fact]
    public void A_flush_is_answered_when_all_before_it_is_written_and_not_what_came_after()
    {
        _bench.Put(Row("a"), Row("b"), Row("c"), Row("d"));
        _bench.Ask(new FlushLedger());
        _bench.Put(Row("e"), Row("f"), Row("g"), Row("h"));
        _bench.Written();
        Assert.Empty(_bench.Answers);
        Assert.Equal("d0 e0 f0", _bench.Writing);
        _bench.Written();
        Assert.Equal([new LedgerFlushed(IsWritten: true)], _bench.Answers);
    }

    [Fact]
    public void A_flush_waits_for_the_newer_state_of_what_is_being_written()
    {
        _bench.Put(Row("a"), Row("b"), Row("c"));
        _bench.Put(Row("a", 1));
        _bench.Ask(new FlushLedger());
        _bench.Written();
        Assert.Empty(_bench.Answers);
        Assert.Equal("a1", _bench.Writing);
        _bench.Written();
        Assert.Equal([new LedgerFlushed(IsWritten: true)], _bench.Answers);
    }

    [Fact]
    public void While_the_store_is_away_the_newest_is_kept_and_tried_later_and_later()
    {
        _bench.Put(Row("a", 1), Row("b", 1), Row("c", 1));
        _bench.Put(Row("a", 2));
        _bench.NotWritten();
        Assert.Equal("away", _bench.Snapshot.Problem);
        _bench.Put(Row("d", 1), Row("e", 1), Row("b", 2));
        Assert.Null(_bench.Writing);
        Assert.Equal(5, _bench.Snapshot.Waiting);
        foreach (var wait in (double[])[1, 2, 4, 8, 16, 30, 30])
        {
            _bench.Pass(wait - 0.2);
            Assert.Null(_bench.Writing);
            _bench.Pass(0.3);
            Assert.NotNull(_bench.Writing);
            _bench.NotWritten();
        }

        _bench.Pass(31);
        var written = _bench.Writing!;
        _bench.Written();
        _bench.Pass(1.1);
        written += " " + _bench.Writing;
        _bench.Written(refused: 1);
        Assert.Equal(["a2", "b2", "c1", "d1", "e1"], written.Split(' ').Order());
        Assert.Null(_bench.Snapshot.Problem);
        Assert.Equal((4L, 1L, 8L), (_bench.Snapshot.Written, _bench.Snapshot.Refused, _bench.Snapshot.Failures));
    }

    [Fact]
    public void Who_wants_it_flushed_has_it_tried_at_once_and_is_told_that_the_store_is_away()
    {
        _bench.Put(Row("a"), Row("b"), Row("c"));
        _bench.NotWritten();
        _bench.Ask(new FlushLedger());
        Assert.NotNull(_bench.Writing);
        Assert.Empty(_bench.Answers);
        _bench.Fail<PersistRows>();
        Assert.Equal([new LedgerFlushed(IsWritten: false)], _bench.Answers);
    }

    [Fact]
    public void When_the_store_is_back_everything_is_written()
    {
        _bench.Put(Row("a"), Row("b"), Row("c"), Row("d"));
        _bench.NotWritten();
        _bench.Pass(1.1);
        _bench.Written();
        _bench.Pass(1.1);
        Assert.NotNull(_bench.Writing);
        _bench.Written();
        Assert.Equal((0, 4L), (_bench.Snapshot.Waiting, _bench.Snapshot.Written));
    }

    [Fact]
    public void What_is_read_is_answered_with_what_waits_on_top()
    {
        _bench.Put(Row("a", 5, epoch: 2, shard: 1), Row("b", 5, epoch: 2, shard: 1), Row("gone", shard: 1, epoch: 2, isGone: true), Row("other", 5, shard: 0), Row("new", 5, shard: 1));
        _bench.NotWritten();
        _bench.Ask(new ReadShards(7, [false, true]));
        Assert.Equal([false, true], _bench.Open<ReadRows>()!.Shards);
        _bench.End<ReadRows>(new RowsRead(_bench.Open<ReadRows>()!.Number, [Row("a", 1, epoch: 1), Row("b", 1, epoch: 3), Row("c", 1), Row("gone", 1)]));
        var read = Assert.IsType<ShardsRead>(Assert.Single(_bench.Answers));
        Assert.Equal((7, null), (read.Number, read.Problem));
        Assert.Equal("a5 b1 c1 new5", string.Join(' ', read.Rows.Select(static row => $"{row.Key.Uid}{row.Failures}").Order()));
    }

    [Fact]
    public void What_cannot_be_read_is_answered_with_the_reason()
    {
        _bench.Ask(new ReadShards(1, [true]));
        _bench.Ask(new ReadShards(2, [true]));
        _bench.End<ReadRows>(new RowsUnread(_bench.Open<ReadRows>()!.Number, "away"));
        _bench.Fail<ReadRows>();
        Assert.Equal(["1 away 0", "2 on purpose 0"], _bench.Answers.Cast<ShardsRead>().Select(static read => $"{read.Number} {read.Problem} {read.Rows.Count}"));
    }

    [Fact]
    public void A_row_of_an_earlier_epoch_replaces_none_that_waits()
    {
        _bench.Put(Row("a", 1, epoch: 5), Row("a", 2, epoch: 4));
        _bench.Pass(1.1);
        Assert.Equal("a1", _bench.Writing);
    }

    /// <summary>However often writing fails, the store ends with the newest of each, and whoever was told that it is flushed finds it there.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_fails_the_store_ends_with_the_newest_of_each(int seed)
    {
        var random = new Random(seed);
        var (store, newest) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        for (var step = 0; step < 500; step++)
        {
            var uid = ((char)('a' + random.Next(12))).ToString();
            switch (random.Next(6))
            {
                case < 3:
                    _bench.Put(Row(uid, newest[uid] = step));
                    break;
                case 3:
                    _bench.Pass(random.NextDouble() * 3);
                    break;
                case 4:
                    _bench.Ask(new FlushLedger());
                    break;
                default:
                    EndBatch(random.Next(3) > 0, store);
                    break;
            }

            if (_bench.Answers.Any(static one => one is LedgerFlushed { IsWritten: true })) _bench.Answers.Clear();
        }

        _bench.Ask(new FlushLedger());
        while (_bench.Writing is not null) EndBatch(isWritten: true, store);
        Assert.Contains(new LedgerFlushed(IsWritten: true), _bench.Answers);
        Assert.Equal(newest.OrderBy(static one => one.Key, StringComparer.Ordinal), store.OrderBy(static one => one.Key, StringComparer.Ordinal));
    }

    private void EndBatch(bool isWritten, Dictionary<string, int> store)
    {
        if (_bench.Batch is not { } batch) return;
        if (!isWritten)
        {
            _bench.NotWritten();
            return;
        }

        foreach (var row in batch) store[row.Key.Uid] = row.Failures;
        _bench.Written();
    }
}
