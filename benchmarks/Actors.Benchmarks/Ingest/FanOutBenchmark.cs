using System.Threading.Channels;
using Actors.Benchmarks.Objects;
using Actors.Ingest;
using Actors.Objects;
using Actors.Sharding;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Ingest;

/// <summary>Changes of 10,000 objects of 1.65 KB reach the one of twenty readers whose shard they are in; an operation is one change, told to all.</summary>
[MemoryDiagnoser]
public class FanOutBenchmark
{
    private const int Readers = 20;
    private const int Shards = 260;
    private const int Batch = 1_000;

    private readonly ShardSelector[] _selectors = [.. Enumerable.Range(0, Readers).Select(static reader =>
    {
        var own = new bool[Shards];
        own.AsSpan(reader * (Shards / Readers), Shards / Readers).Fill(true);
        return new ShardSelector(ShardField.Uid, ShardRange.RangesOf(own));
    })];

    private readonly Channel<KubernetesObject>[] _channels = [.. Enumerable.Range(0, Readers).Select(static _ => Channel.CreateUnbounded<KubernetesObject>())];
    private readonly FeedCursor[] _cursors = new FeedCursor[Readers];
    private readonly List<WatchEvent> _into = [];
    private readonly byte[] _copy = new byte[64 << 10];
    private KubernetesObject[] _objects = [];
    private Feed _feed = null!;
    private int _next;

    [GlobalSetup]
    public void Make()
    {
        var lines = Databases.WatchLines();
        var objects = new List<KubernetesObject>();
        for (ReadOnlySpan<byte> rest = lines; !rest.IsEmpty;)
        {
            objects.Add(WatchEvent.ReadFirst(rest, ObjectContent.WithoutManagedFields, out var length).Object);
            rest = rest[length..];
        }

        _objects = [.. objects];
        _feed = new Feed(new FeedOptions());
        _feed.Find(1);
        _feed.Begin();
        _feed.Complete(_objects, 1);
        for (var reader = 0; reader < Readers; reader++) _cursors[reader] = new FeedCursor(1, _selectors[reader]);
    }

    /// <summary>The baseline: a channel for each reader, all get everything and drop what is not theirs.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Batch)]
    public long ChannelForEach()
    {
        for (var change = 0; change < Batch; change++)
        {
            var changed = Next();
            foreach (var channel in _channels) channel.Writer.TryWrite(changed);
        }

        var bytes = 0L;
        for (var reader = 0; reader < Readers; reader++)
        {
            while (_channels[reader].Reader.TryRead(out var changed))
            {
                if (_selectors[reader].Matches(changed)) bytes += changed.Json.Length;
            }
        }

        return bytes;
    }

    /// <summary>One window that all read, each from its own place.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public long Window()
    {
        for (var change = 0; change < Batch; change++)
        {
            var changed = Next();
            _feed.Modified(changed, changed);
        }

        var bytes = 0L;
        foreach (var cursor in _cursors)
        {
            _into.Clear();
            _feed.Read(cursor, _into, int.MaxValue);
            foreach (var happened in _into) bytes += happened.Object.Json.Length;
        }

        return bytes;
    }

    /// <summary>The limit: the bytes of each change copied once.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public long Copy()
    {
        var bytes = 0L;
        for (var change = 0; change < Batch; change++)
        {
            var json = Next().Json.Span;
            json.CopyTo(_copy);
            bytes += json.Length;
        }

        return bytes;
    }

    private KubernetesObject Next() => _objects[_next++ % _objects.Length];
}
