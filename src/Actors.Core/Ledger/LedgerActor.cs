using Actors.Kernel;
using Actors.Settings;

namespace Actors.Ledger;

/// <summary>
/// Writes rows behind those who tell them, in batches: nobody waits for the store. Of each object only the newest row is kept, so that while the store is away
/// memory is bounded by the number of objects, and nothing is lost but what nobody needs any more.
/// </summary>
internal sealed class LedgerActor(PersistenceOptions options) : Actor
{
    private const string BatchTimer = "batch";

    // How long a store that has failed is left alone: doubled each time.
    private static readonly TimeSpan RetryMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);

    private readonly LedgerQueue _queue = new();
    private readonly Queue<(ActorRef Who, long Upto)> _flushes = new();
    private readonly Dictionary<long, (ActorRef Who, ReadShards What)> _reads = [];
    private LedgerRow[]? _batch;
    private long _read;
    private (long Written, long Refused, long Batches, long Failures) _counts;
    private TimeSpan _retry = RetryMin;
    private string? _problem;

    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case LedgerRow row:
                _queue.Put(row);
                WriteIfDue(context);
                break;
            case FlushLedger:
                _flushes.Enqueue((context.Sender, _queue.Places));
                OnFlush(context);
                break;
            case BatchDue:
                Write(context);
                break;
            case RowsPersisted persisted:
                OnPersisted(persisted, context);
                break;
            case RowsNotPersisted failed:
                OnNotPersisted(failed.Problem, context);
                break;
            case EffectFailed { Effect: PersistRows } failed:
                OnNotPersisted(failed.Error.Message, context);
                break;
            case EffectCancelled { Effect: PersistRows }:
                OnNotPersisted("it was asked to end", context);
                break;
            case ReadShards read:
                _reads.Add(++_read, (context.Sender, read));
                context.Perform(new ReadRows(_read, read.Shards));
                break;
            case RowsRead read:
                OnRead(read.Number, read.Rows, null, context);
                break;
            case RowsUnread unread:
                OnRead(unread.Number, [], unread.Problem, context);
                break;
            case EffectFailed { Effect: ReadRows read } failed:
                OnRead(read.Number, [], failed.Error.Message, context);
                break;
            case EffectCancelled { Effect: ReadRows read }:
                OnRead(read.Number, [], "it was asked to end", context);
                break;
            case IsRowWaiting asked:
                context.Reply(_queue.Has(asked.Key) || Array.Exists(_batch ?? [], one => one.Key == asked.Key));
                break;
            case GetLedger:
                context.Reply(new LedgerSnapshot(
                    _queue.Waiting + (_batch?.Length ?? 0), _counts.Written, _queue.Coalesced, _counts.Refused, _counts.Batches, _counts.Failures, _problem));
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private bool IsAway => _problem is not null;

    private void WriteIfDue(ActorContext context)
    {
        if (_batch is not null || _queue.Waiting == 0) return;
        if (!IsAway && (_flushes.Count > 0 || _queue.Waiting >= options.BatchSize)) Write(context);
        else if (!context.IsTimerActive(BatchTimer)) context.StartTimer(BatchTimer, BatchDue.Instance, IsAway ? _retry : options.BatchInterval);
    }

    /// <summary>Whoever asks now wants it tried now, be the store away or not.</summary>
    private void OnFlush(ActorContext context)
    {
        if (_batch is not null) return;
        if (_queue.Waiting > 0) Write(context);
        else AnswerFlushes(context);
    }

    private void Write(ActorContext context)
    {
        if (_batch is not null || _queue.Waiting == 0) return;
        context.CancelTimer(BatchTimer);
        _batch = _queue.Take(options.BatchSize);
        context.Perform(new PersistRows(_batch));
    }

    private void OnPersisted(RowsPersisted persisted, ActorContext context)
    {
        var written = _batch!.Length - persisted.Refused;
        _counts = _counts with { Written = _counts.Written + written, Refused = _counts.Refused + persisted.Refused, Batches = _counts.Batches + 1 };
        (_batch, _problem, _retry) = (null, null, RetryMin);
        AnswerFlushes(context);
        WriteIfDue(context);
    }

    private void OnNotPersisted(string problem, ActorContext context)
    {
        _queue.PutBack(_batch!);
        (_batch, _problem) = (null, problem);
        _counts.Failures++;
        while (_flushes.TryDequeue(out var flush)) context.Tell(flush.Who, new LedgerFlushed(IsWritten: false));
        WriteIfDue(context);
        _retry = _retry * 2 < RetryMax ? _retry * 2 : RetryMax;
    }

    private void AnswerFlushes(ActorContext context)
    {
        while (_flushes.TryPeek(out var flush) && flush.Upto <= _queue.Taken)
        {
            _flushes.Dequeue();
            context.Tell(flush.Who, new LedgerFlushed(IsWritten: true));
        }
    }

    /// <summary>What was not written yet is newer than what the store has, unless somebody else has had the shard in between.</summary>
    private void OnRead(long number, IReadOnlyList<LedgerRow> rows, string? problem, ActorContext context)
    {
        if (!_reads.Remove(number, out var read)) return;
        var (who, what) = read;
        var waiting = (_batch ?? []).Concat(_queue.All).Where(row => row.Shard < what.Shards.Length && what.Shards[row.Shard]).ToArray();
        if (waiting.Length > 0)
        {
            var newest = rows.ToDictionary(static row => row.Key);
            foreach (var row in waiting)
            {
                if (!newest.TryGetValue(row.Key, out var stored) || stored.Epoch <= row.Epoch) newest[row.Key] = row;
            }

            rows = [.. newest.Values.Where(static row => !row.IsGone)];
        }

        context.Tell(who, new ShardsRead(what.Number, rows, problem));
    }

    private sealed class BatchDue
    {
        public static readonly BatchDue Instance = new();
    }
}
