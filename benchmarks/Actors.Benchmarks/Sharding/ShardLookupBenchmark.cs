using Actors.Benchmarks.Reconciling;
using Actors.Cluster;
using Actors.Kernel;
using Actors.Sharding;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Sharding;

/// <summary>Which replica an object belongs to, by its uid, of 100,000 objects; an operation is one object.</summary>
[MemoryDiagnoser]
public class ShardLookupBenchmark
{
    private const int Objects = 100_000;
    private const int Shards = 256;

    private string[] _uids = [];
    private Dictionary<string, string> _owners = [];
    private ShardMap _map = null!;

    [GlobalSetup]
    public void Make()
    {
        _uids = [.. Enumerable.Range(0, Objects).Select(RegionUnderTest.UidOf)];
        _map = new ShardMap(1, [.. Enumerable.Range(0, Shards).Select(static shard => new ShardPlace($"replica-{shard % 5}"))], new Dictionary<string, string>());
        _owners = _uids.ToDictionary(static uid => uid, uid => _map.Shards[ShardRange.ShardOf(uid, Shards)].Owner!);
    }

    /// <summary>The baseline: an entry for each object.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Objects)]
    public int TableOfObjects()
    {
        var sum = 0;
        foreach (var uid in _uids) sum += _owners[uid].Length;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Objects)]
    public int MapOfShards()
    {
        var sum = 0;
        foreach (var uid in _uids) sum += _map.Shards[ShardRange.ShardOf(uid, Shards)].Owner!.Length;
        return sum;
    }

    /// <summary>The limit: the hash alone.</summary>
    [Benchmark(OperationsPerInvoke = Objects)]
    public ulong Hash()
    {
        var sum = 0UL;
        foreach (var uid in _uids) sum += Fnv1a.Hash(uid);
        return sum;
    }
}
