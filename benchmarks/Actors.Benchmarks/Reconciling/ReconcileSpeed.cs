using System.Diagnostics;
using System.Globalization;
using System.Text;
using Actors.Engine;
using Actors.Kernel;
using Actors.Objects;
using Actors.Reconciling;
using Actors.Sharding;

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
        if (only is null or "latency") await RunLatencyAsync(10_000, TimeSpan.FromSeconds(8)).ConfigureAwait(false);
        if (only is null or "memory") await RunMemoryAsync(100_000).ConfigureAwait(false);
        return 0;
    }

    private static async Task RunQueueAsync()
    {
        var queue = new WorkQueue<string>();
        string[] keys = [.. Enumerable.Range(0, Objects).Select(UidOf)];
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
        await MeasureAsync("work queue (baseline)", done, () =>
        {
            foreach (var key in keys) queue.Add(key);
        }).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(workers).ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
    }

    private static async Task RunActorsAsync()
    {
        var done = new Countdown();
        await using var replica = new Replica(new NoOp(_ => done.Signal()));
        done.Expect(Objects);
        for (var number = 0; number < Objects; number++) replica.Tell(Changed(replica, number, version: 1));
        await done.Task.ConfigureAwait(false);
        ReconcileRequested[] requests = [.. Enumerable.Range(0, Objects).Select(number => new ReconcileRequested(replica.Controller, UidOf(number), false))];
        await MeasureAsync("actors", done, () =>
        {
            foreach (var request in requests) replica.Tell(request);
        }).ConfigureAwait(false);
    }

    private static async Task MeasureAsync(string what, Countdown done, Action addAll)
    {
        // What runs for days is compiled for speed; that takes some thousand calls and a few seconds.
        for (var warm = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(warm) < WarmUp;)
        {
            done.Expect(Objects);
            addAll();
            await done.Task.ConfigureAwait(false);
        }

        var rates = new List<double>();
        var (cpu, bytes) = (Process.GetCurrentProcess().TotalProcessorTime, GC.GetTotalAllocatedBytes());
        for (var round = 0; round < Rounds; round++)
        {
            done.Expect(Objects);
            var begun = Stopwatch.GetTimestamp();
            addAll();
            await done.Task.ConfigureAwait(false);
            rates.Add(Objects / Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        bytes = GC.GetTotalAllocatedBytes() - bytes;
        rates.Sort();
        const double Events = (double)Objects * Rounds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-24} {rates[rates.Count / 2],12:N0} add+get+done/s (median of {Rounds}; {rates[0]:N0} to {rates[^1]:N0}), {cpu.TotalMicroseconds / Events:0.00} µs of CPU and {bytes / Events:0} bytes each"));
    }

    private static async Task RunLatencyAsync(int perSecond, TimeSpan duration)
    {
        var waits = new List<double>();
        var told = new long[Objects];
        await using var replica = new Replica(new NoOp(number =>
        {
            if (Volatile.Read(ref told[number]) is var at and > 0)
            {
                lock (waits) waits.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }
        }));
        for (var number = 0; number < Objects; number++) replica.Tell(Changed(replica, number, version: 1));
        await Task.Delay(1000).ConfigureAwait(false);
        var begun = Stopwatch.GetTimestamp();
        for (var sent = 0; Stopwatch.GetElapsedTime(begun) < duration;)
        {
            var due = (int)(Stopwatch.GetElapsedTime(begun).TotalSeconds * perSecond);
            for (; sent < due; sent++)
            {
                var number = sent % Objects;
                Volatile.Write(ref told[number], Stopwatch.GetTimestamp());
                replica.Tell(Changed(replica, number, version: 2 + (sent / Objects)));
            }

            await Task.Delay(1).ConfigureAwait(false);
        }

        await Task.Delay(500).ConfigureAwait(false);
        lock (waits)
        {
            waits.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"queueing at {perSecond:N0} events/s: p50 {waits[waits.Count / 2]:0.000} ms, p99 {waits[(int)(waits.Count * 0.99)]:0.000} ms, max {waits[^1]:0.0} ms ({waits.Count:N0} events)"));
        }
    }

    private static async Task RunMemoryAsync(int count)
    {
        var done = new Countdown();
        await using var replica = new Replica(new NoOp(_ => done.Signal()));
        done.Expect(count);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long bytes = 0;
        for (var number = 0; number < count; number++)
        {
            var changed = Changed(replica, number, version: 1, filler: 1300);
            bytes += changed.Object.Json.Length;
            replica.Tell(changed);
        }

        await done.Task.ConfigureAwait(false);
        await Task.Delay(200).ConfigureAwait(false);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"memory of {count:N0} idle objects: {(after - before) / (double)count:0} bytes each, of which its JSON is {bytes / count}: {((after - before) - bytes) / (double)count:0} beside it"));
    }

    private static string UidOf(int number) => $"{number:x8}-aaaa-bbbb-cccc-{number:x12}";

    private static PrimaryChanged Changed(Replica replica, int number, int version, int filler = 0) => new(replica.Controller, UidOf(number), KubernetesObject.Parse(
        Encoding.UTF8.GetBytes(
            $"{{\"apiVersion\":\"example.com/v1\",\"kind\":\"Database\",\"metadata\":{{\"name\":\"d{number}\",\"namespace\":\"default\",\"uid\":\"{UidOf(number)}\",\"resourceVersion\":\"{version}\"," +
            $"\"generation\":{version}}},\"spec\":{{\"filler\":\"{new string('x', filler)}\"}}}}")), WorkClass.Event);

    /// <summary>Counts ends, without a task for each.</summary>
    private sealed class Countdown
    {
        private TaskCompletionSource _all = new();
        private int _left;

        public Task Task => _all.Task;

        public void Expect(int count)
        {
            _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _left, count);
        }

        public void Signal()
        {
            if (Interlocked.Decrement(ref _left) == 0) _all.TrySetResult();
        }
    }

    private sealed record NoOp(Action<int> Reconciled);

    private sealed class Replica : IAsyncDisposable
    {
        private static readonly Task<object> Ended = Task.FromResult<object>(new ReconcileEnded(ReconcileResult.Done, [], null));

        private readonly ActorSystem _system;
        private readonly ActorRef _region;

        public Replica(NoOp reconciler)
        {
            var effects = new EffectRunners().Add<Reconcile>((reconcile, _) =>
            {
                reconciler.Reconciled(int.Parse(reconcile.Object.NameUtf8[1..], CultureInfo.InvariantCulture));
                return Ended;
            }, onLane: true);
            _system = new ActorSystem(effects: effects, supervision: ReplicaSupervision.Strategy);
            var options = new LimitsOptions();
            var permits = new Permits(options.MaxConcurrent, [Controller], static max => new AtomicQuota(max));
            var limits = _system.Spawn(Props.Create(() => new LimitsActor(options, permits)), "limits");
            _region = _system.Spawn(Props.Create(() => new RegionActor(new RegionSettings(256, limits, permits, [new RegionController(Controller, 1)]))), "region");
            _region.Tell(new SourceSynced(Controller, 0));
        }

        public ControllerSpec Controller { get; } = new() { Name = "databases", Kind = new GroupKind("example.com", "Database"), MaxConcurrent = 64 };

        public void Tell(object message) => _region.Tell(message);

        public ValueTask DisposeAsync() => _system.DisposeAsync();
    }
}
