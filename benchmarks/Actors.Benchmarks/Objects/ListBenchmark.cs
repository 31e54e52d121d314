using System.Text.Json;
using Actors.Objects;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Objects;

/// <summary>A list of 10,000 custom resources of 1.65 KB into objects; an operation is one object.</summary>
[MemoryDiagnoser]
public class ListBenchmark
{
    private byte[] _list = [];

    [GlobalSetup]
    public void Write() => _list = Databases.List();

    [Benchmark(Baseline = true, OperationsPerInvoke = Databases.Count)]
    public object Serializer() => JsonSerializer.Deserialize(_list, TypedContext.Default.TypedList)!;

    [Benchmark(OperationsPerInvoke = Databases.Count)]
    public object KubernetesObjects() => ObjectList.Parse(_list);

    [Benchmark(OperationsPerInvoke = Databases.Count)]
    public object WholeObjects() => ObjectList.Parse(_list, ObjectContent.Whole);
}
