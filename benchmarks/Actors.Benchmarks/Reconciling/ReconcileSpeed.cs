using System.Diagnostics;
using System.Globalization;
using Actors.Benchmarks.Kernel;
using Actors.Reconciling;

namespace Actors.Benchmarks.Reconciling;

/// <summary>From an event at the region to the start of its reconcile and back, through the actors of one replica, with a reconciler that does nothing.</summary>
internal static class ReconcileSpeed
{
    private const int Objects = 20_000;
    private const int Rounds = 100;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public static async Task<int> RunAsync(string? only = null)
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors, {Objects:N0} objects, a reconciler that does nothing");
        if (only is null or "queue") await RunQueueAsync().ConfigureAwait(false);
        if (only is null or "actors") await RunActorsAsync().ConfigureAwait(false);
        if (only is null or "latency") await RunLatencyAsync(10_000, TimeSpan.FromSeconds(6)).ConfigureAwait(false);
        if (only is null or "memory") await RunMemoryAsync(100_000).ConfigureAwait(false);
        return 0;
    }

    private static async Task RunQueueAsync()
    {
        var queue = new WorkQueue<string>();
        string[] keys = [.. Enumerable.Range(0, Objects).Select(RegionUnderTest.UidOf)];
        var done = new Countdown();
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var key = await queue.GetAsync(stop.Token).ConfigureAwait(false);
                queue.Done(key);
                done.Signal();
            }
        })).ToArray();
        Measure("work queue (baseline)", done, () =>
        {
            foreach (var key in keys) queue.Add(key);
        });
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(workers).ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
    }

    private static async Task RunActorsAsync()
    {
        var done = new Countdown();
        await using var replica = new RegionUnderTest(_ => done.Signal());
        done.Start(Objects);
        for (var number = 0; number < Objects; number++) replica.Tell(replica.Changed(number, version: 1));
        done.Wait();
        ReconcileRequested[] requests = [.. Enumerable.Range(0, Objects).Select(number => new ReconcileRequested(replica.Controller, RegionUnderTest.UidOf(number), false))];
        Measure("actors", done, () =>
        {
            foreach (var request in requests) replica.Tell(request);
        });
    }

    private static void Measure(string what, Countdown done, Action addAll)
    {
        // What runs for days is compiled for speed; that takes some thousand calls and a few seconds.
        for (var warm = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(warm) < WarmUp;)
        {
            done.Start(Objects);
            addAll();
            done.Wait();
        }

        var rates = new List<double>();
        var (cpu, bytes) = (Process.GetCurrentProcess().TotalProcessorTime, GC.GetTotalAllocatedBytes());
        for (var round = 0; round < Rounds; round++)
        {
            done.Start(Objects);
            var begun = Stopwatch.GetTimestamp();
            addAll();
            done.Wait();
            rates.Add(Objects / Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        bytes = GC.GetTotalAllocatedBytes() - bytes;
        rates.Sort();
        const double Events = (double)Objects * Rounds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-24} {rates[rates.Count / 2],12:N0} add+get+done/s (median of {Rounds}; {rates[0]:N0} to {rates[^1]:N0}), {cpu.TotalMicroseconds / Events:0.00} µs of CPU and {bytes / Events:0} bytes each"));
    }

    /// <summary>
    /// An open loop: what is due is sent, whatever has become of what was sent before. Waits are counted from when the region was told, and from when that was due, which adds how late the
    /// sender was: it sleeps whole milliseconds, and stands still with all others while garbage is collected.
    /// </summary>
    private static async Task RunLatencyAsync(int perSecond, TimeSpan duration)
    {
        var (told, due) = (new long[Objects], new long[Objects]);
        var (fromTold, fromDue) = (new Waits(perSecond * (int)duration.TotalSeconds), new Waits(perSecond * (int)duration.TotalSeconds));
        await using var replica = new RegionUnderTest(reconcile =>
        {
            var now = Stopwatch.GetTimestamp();
            var number = int.Parse(reconcile.Object.NameUtf8[1..], CultureInfo.InvariantCulture);
            if (Volatile.Read(ref told[number]) is not (> 0 and var at)) return;
            fromTold.Add(now - at);
            fromDue.Add(now - Volatile.Read(ref due[number]));
        });
        for (var number = 0; number < Objects; number++) replica.Tell(replica.Changed(number, version: 1));
        var sent = Send(replica, perSecond, WarmUp, 0, told, due);
        fromTold.Clear();
        fromDue.Clear();
        var pauses = GC.GetTotalPauseDuration();
        Send(replica, perSecond, duration, sent, told, due);
        pauses = GC.GetTotalPauseDuration() - pauses;
        await Task.Delay(500).ConfigureAwait(false);
        Console.WriteLine($"queueing at {perSecond:N0} events/s: {fromTold} from told, {fromDue} from due; garbage collections stopped all for {pauses.TotalMilliseconds:0} ms in {duration.TotalSeconds} s");
    }

    private static int Send(RegionUnderTest replica, int perSecond, TimeSpan duration, int sent, long[] told, long[] due)
    {
        var (begun, first) = (Stopwatch.GetTimestamp(), sent);
        while (Stopwatch.GetElapsedTime(begun) is var elapsed && elapsed < duration)
        {
            for (var until = first + (int)(elapsed.TotalSeconds * perSecond); sent < until; sent++)
            {
                var number = sent % Objects;
                var changed = replica.Changed(number, version: 2 + (sent / Objects));
                Volatile.Write(ref due[number], begun + (long)((double)(sent - first) / perSecond * Stopwatch.Frequency));
                Volatile.Write(ref told[number], Stopwatch.GetTimestamp());
                replica.Tell(changed);
            }

            Thread.Sleep(1);
        }

        return sent;
    }

    private static async Task RunMemoryAsync(int count)
    {
        var done = new Countdown();
        await using var replica = new RegionUnderTest(_ => done.Signal());
        done.Start(count);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long bytes = 0;
        for (var number = 0; number < count; number++)
        {
            var changed = replica.Changed(number, version: 1, filler: 1300);
            bytes += changed.Object.Json.Length;
            replica.Tell(changed);
        }

        done.Wait();
        await Task.Delay(200).ConfigureAwait(false);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"memory of {count:N0} idle objects: {(after - before) / (double)count:0} bytes each, of which its JSON is {bytes / count}: {((after - before) - bytes) / (double)count:0} beside it"));
    }

    /// <summary>Collects waits from any thread.</summary>
    private sealed class Waits(int capacity)
    {
        private readonly long[] _ticks = new long[capacity];
        private int _count;

        public void Add(long ticks)
        {
            var at = Interlocked.Increment(ref _count) - 1;
            if (at < _ticks.Length) _ticks[at] = ticks;
        }

        public void Clear() => Volatile.Write(ref _count, 0);

        public override string ToString()
        {
            var sorted = _ticks.AsSpan(0, Math.Min(_count, _ticks.Length)).ToArray();
            Array.Sort(sorted);
            return string.Create(CultureInfo.InvariantCulture, $"p50 {At(0.5):0.000} ms, p99 {At(0.99):0.000} ms, max {At(1):0.0} ms");

            double At(double share) => Stopwatch.GetElapsedTime(0, sorted[Math.Min((int)(sorted.Length * share), sorted.Length - 1)]).TotalMilliseconds;
        }
    }
}
