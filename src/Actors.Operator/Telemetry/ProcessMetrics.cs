using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Actors.Operators.Telemetry;

/// <summary>What the process uses, under the names all Prometheus clients have for it, and what its garbage collector does.</summary>
internal static class ProcessMetrics
{
    // Where Linux lists the threads. Process.Threads reads a file for each of them, which with the other two figures of a Process was two fifths of what it costs to write all metrics.
    private const string LinuxThreads = "/proc/self/task";

    public static void AddTo(Meter meter)
    {
        var start = new Lazy<double>(static () => Of(static one => new DateTimeOffset(one.StartTime).ToUnixTimeMilliseconds() / 1e3));
        meter.CreateObservableCounter("process_cpu_seconds_total", static () => Environment.CpuUsage.TotalTime.TotalSeconds, description: "Processor time used, in seconds.");
        meter.CreateObservableGauge("process_resident_memory_bytes", static () => Environment.WorkingSet, description: "Memory in use, in bytes.");
        meter.CreateObservableGauge("process_start_time_seconds", () => start.Value, description: "When the process started, in seconds since 1970.");
        meter.CreateObservableGauge("process_threads", Threads, description: "Threads of the process.");
        meter.CreateObservableCounter("dotnet_gc_collections_total", Collections, description: "Garbage collections, by generation.");
        meter.CreateObservableCounter("dotnet_gc_pause_seconds_total", static () => GC.GetTotalPauseDuration().TotalSeconds, description: "How long garbage collections have stopped the process, in seconds.");
        meter.CreateObservableCounter("dotnet_gc_allocated_bytes_total", static () => GC.GetTotalAllocatedBytes(), description: "Memory allocated since the start, in bytes.");
        meter.CreateObservableGauge("dotnet_gc_heap_bytes", static () => GC.GetTotalMemory(forceFullCollection: false), description: "The managed heap, in bytes.");
        meter.CreateObservableGauge("dotnet_thread_pool_queue", static () => ThreadPool.PendingWorkItemCount, description: "Work that waits for a thread of the pool.");
    }

    private static double Threads() => OperatingSystem.IsLinux() ? Directory.EnumerateDirectories(LinuxThreads).Count() : Of(static one => one.Threads.Count);

    private static double Of(Func<Process, double> figure)
    {
        using var process = Process.GetCurrentProcess();
        return figure(process);
    }

    private static IEnumerable<Measurement<long>> Collections() =>
        Enumerable.Range(0, GC.MaxGeneration + 1).Select(static one => new Measurement<long>(GC.CollectionCount(one), new KeyValuePair<string, object?>("generation", one)));
}
