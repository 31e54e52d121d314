using System.Text.Json;
using Actors.Objects;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Objects;

/// <summary>The metadata of watch events of 1.65 KB; an operation is one event, its line found and read.</summary>
[MemoryDiagnoser]
public class WatchEventBenchmark
{
    private byte[] _lines = [];

    [GlobalSetup]
    public void Write() => _lines = Databases.WatchLines();

    [Benchmark(Baseline = true, OperationsPerInvoke = Databases.Count)]
    public long Serializer()
    {
        var sum = 0L;
        for (var rest = _lines.AsSpan(); NextLine(ref rest, out var line);)
            sum += JsonSerializer.Deserialize(line, TypedContext.Default.TypedEvent)!.Object.Metadata.Generation;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Databases.Count)]
    public long KubernetesObjects() => Read(ObjectContent.WithoutManagedFields);

    [Benchmark(OperationsPerInvoke = Databases.Count)]
    public long MetadataOnly() => Read(ObjectContent.MetadataOnly);

    /// <summary>The limit: nothing but finding where each line ends.</summary>
    [Benchmark(OperationsPerInvoke = Databases.Count)]
    public long LineEnds()
    {
        var sum = 0L;
        for (var rest = _lines.AsSpan(); NextLine(ref rest, out var line);) sum += line.Length;
        return sum;
    }

    private long Read(ObjectContent content)
    {
        var sum = 0L;
        for (ReadOnlySpan<byte> rest = _lines; !rest.IsEmpty;)
        {
            sum += WatchEvent.ReadFirst(rest, content, out var length).Object.UidUtf8.Length;
            rest = rest[length..];
        }

        return sum;
    }

    private static bool NextLine(ref Span<byte> rest, out ReadOnlySpan<byte> line)
    {
        var end = rest.IndexOf((byte)'\n');
        line = end < 0 ? default : rest[..end];
        if (end >= 0) rest = rest[(end + 1)..];
        return end >= 0;
    }
}
