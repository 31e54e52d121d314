using System.Diagnostics;
using System.Globalization;
using Actors.Load.Objects;
using Actors.Load.Records;
using Actors.Load.Subjects;

namespace Actors.Load.Fleets;

/// <summary>One round: starts a fleet, does to it what a scenario wants, and says what was seen.</summary>
internal sealed class LoadRound(FleetPlan plan, LoadCluster cluster, Progress progress) : IAsyncDisposable
{
    private const string ReplicaPrefix = "replica-";

    // A lease, what it takes to find out, and a machine that is slow.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly List<SentChange> _sent = [];
    private readonly List<Mark> _marks = [];
    private readonly HttpClient _http = new();
    private readonly LoadFleet _fleet = new(plan);
    private ApiUse? _useBefore;
    private TimeSpan _changing;
    private long _began;
    private int _started;

    public LoadFleet Fleet => _fleet;

    /// <summary>Starts so many replicas, and waits until they share the objects and have reconciled each once.</summary>
    public async Task StartAsync(int replicas, CancellationToken cancellation)
    {
        progress.Say($"{plan.Subject}: starting {replicas} on {cluster.Count:N0} objects");
        _useBefore = await ApiUse.ReadAsync(_http, plan.Server, cancellation);
        for (var replica = 0; replica < replicas; replica++) Add();
        await _fleet.WhenSpreadAsync(replicas, cancellation);
        await WhenReconciledAsync(await cluster.WantedAsync(cancellation), cancellation);
    }

    /// <summary>Starts one more.</summary>
    public Member Add() => _fleet.Start(string.Create(CultureInfo.InvariantCulture, $"{ReplicaPrefix}{++_started}"));

    /// <summary>Makes changes that are not measured: what code costs before it is compiled for good is no part of a change.</summary>
    public async Task WarmUpAsync(int rate, int seconds, CancellationToken cancellation)
    {
        await cluster.ChangeAsync(rate, TimeSpan.FromSeconds(seconds), cancellation);
        await WhenReconciledAsync(await cluster.WantedAsync(cancellation), cancellation);
        foreach (var member in _fleet.Living) await member.Process.AskAsync(SubjectLoop.Waits, cancellation);
    }

    /// <summary>Makes changes, so many a second, due when they are to be sent.</summary>
    public Task ChangeAsync(int rate, TimeSpan duration, CancellationToken cancellation) => ChangeAsync(cluster.ChangeAsync(rate, duration, cancellation));

    /// <summary>Changes all objects, as fast as the server takes it.</summary>
    public Task ChangeAllAsync(CancellationToken cancellation) => ChangeAsync(cluster.ChangeAllAsync(cancellation));

    /// <summary>Notes what is done to the fleet.</summary>
    public void Say(string text)
    {
        progress.Say($"{plan.Subject}: {text}");
        _marks.Add(new Mark(Stopwatch.GetElapsedTime(_began).TotalSeconds, text));
    }

    /// <summary>Measures what is done, until all of it is reconciled.</summary>
    public async Task<RoundResult> MeasureAsync(int round, Func<Task> work, CancellationToken cancellation)
    {
        _fleet.Observer.Reset();
        var (movesBefore, updatesBefore) = (_fleet.Observer.Progress?.Moves ?? 0, _fleet.Observer.Progress?.Updates ?? 0);
        var cpuBefore = _fleet.Members.Sum(static one => one.Process.Used.CpuSeconds);
        _began = Stopwatch.GetTimestamp();
        await using var sampler = new Sampler(_fleet);
        await work();
        var wanted = await cluster.WantedAsync(cancellation);
        await WhenReconciledAsync(wanted, cancellation);
        var cpu = _fleet.Members.Sum(static one => one.Process.Used.CpuSeconds) - cpuBefore;
        var fleetProgress = _fleet.Observer.Progress;
        var gap = plan.IsSharded ? _fleet.Observer.LongestGap().TotalSeconds : (double?)null;
        var waits = new List<Latencies>();
        foreach (var member in _fleet.Living) waits.Add((await member.Process.AskAsync(SubjectLoop.Waits, cancellation)).Waits!);
        await sampler.DisposeAsync();
        var records = Records();
        var history = new History(_sent, records);
        var times = history.Times();
        return new RoundResult
        {
            Subject = plan.Subject,
            Round = round,
            Changes = _sent.Count,
            Seconds = _changing.TotalSeconds,
            ToBegin = Latencies.Of(times.Where(static one => one.Begin is not null).Select(static one => Latencies.Milliseconds(one.Change.Stamp, one.Begin!.Value))),
            ToEnd = Latencies.Of(times.Where(static one => one.End is not null).Select(static one => Latencies.Milliseconds(one.Change.Stamp, one.End!.Value))),
            Reconciles = Latencies.Of(records.Where(one => one.Begin >= _began && one.End > 0).Select(static one => Latencies.Milliseconds(one.Begin, one.End))),
            Waits = waits.MaxBy(static one => one.P99) ?? Latencies.Of([]),
            CpuSeconds = cpu,
            WorkingSet = sampler.Samples.Select(static one => one.Members.Sum(static member => member.WorkingSet)).DefaultIfEmpty().Max(),
            Api = await ApiAsync(cancellation),
            LongestGapSeconds = gap,
            Moves = (fleetProgress?.Moves ?? 0) - movesBefore,
            MapUpdates = (fleetProgress?.Updates ?? 0) - updatesBefore,
            Lost = history.Lost(wanted),
            Doubles = history.Doubles(),
            Latencies = [.. Seconds(times)],
            Samples = sampler.Samples,
            Replicas = sampler.Replicas,
            Marks = _marks,
        };
    }

    public async ValueTask DisposeAsync()
    {
        progress.Say($"{plan.Subject}: ending");
        await _fleet.DisposeAsync();
        _http.Dispose();
    }

    private async Task ChangeAsync(Task<IReadOnlyList<SentChange>> changes)
    {
        var began = Stopwatch.GetTimestamp();
        _sent.AddRange(await changes);
        _changing += Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Ends when what is wanted of each object has been reconciled, or nobody has done so for long.</summary>
    private async Task WhenReconciledAsync(IReadOnlyDictionary<int, long> wanted, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var fewest = int.MaxValue;
        var waiting = new Wanted(wanted);
        while (true)
        {
            _fleet.ThrowIfBroken();
            var left = waiting.Left(_fleet.Members.Select(static one => one.Records));
            if (left == 0) return;
            if (left < fewest) (fewest, began) = (left, Stopwatch.GetTimestamp());
            if (Stopwatch.GetElapsedTime(began) > Patience) return;
            progress.Count($"{plan.Subject}: waiting for objects to be reconciled", waiting.Count - left, waiting.Count);
            await Task.Delay(Look, cancellation);
        }
    }

    private List<ReconcileRecord> Records() => [.. _fleet.Members.SelectMany(static one => one.Records.ReadAll())];

    private IEnumerable<LatencySample> Seconds(IReadOnlyList<ChangeTimes> times) =>
        from time in times
        where time.Begin is not null
        group Latencies.Milliseconds(time.Change.Stamp, time.Begin!.Value) by (int)Stopwatch.GetElapsedTime(_began, time.Change.Stamp).TotalSeconds into second
        orderby second.Key
        let latencies = Latencies.Of(second)
        select new LatencySample(second.Key, latencies.Count, latencies.P50, latencies.P99);

    private async Task<IReadOnlyList<ApiFigure>> ApiAsync(CancellationToken cancellation)
    {
        var use = (await ApiUse.ReadAsync(_http, plan.Server, cancellation)).Since(_useBefore!);
        return
        [
            .. from one in use.All
               where one.Of.Client.Contains(ReplicaPrefix, StringComparison.Ordinal)
               group one.Use by (one.Of.Verb, one.Of.Resource) into same
               orderby same.Key
               select new ApiFigure(same.Key.Verb, same.Key.Resource, same.Sum(static one => one.Requests), same.Sum(static one => one.Bytes)),
        ];
    }
}
