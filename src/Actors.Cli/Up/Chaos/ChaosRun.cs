using Actors.Cli.Up.Fleet;
using Actors.Kubernetes;

namespace Actors.Cli.Up.Chaos;

/// <summary>
/// A run under faults, from its beginning to the verdict: first everything is made ready; then Databases change, are deleted and made anew, and replicas are killed, paused and
/// ended; then all of that stops, and everything has to become as wanted; at last all replicas end, and what they and the server have noted is judged.
/// </summary>
internal sealed class ChaosRun(
    UpOptions options, ReplicaFleet fleet, FleetObserver watch, WriteHistory history, DatabaseFleet databases, KubernetesClient client, UpFiles files)
{
    private static readonly TimeSpan PrepareLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ChaosOptions _chaos = options.Chaos!;
    private readonly FleetFaults _faults = new(fleet, watch, options.Chaos!.FaultsAtOnce);
    private readonly TimeProvider _time = TimeProvider.System;
    private volatile Stage _stage = new(ChaosPhase.Preparing, 0, PrepareLimit);
    private volatile IReadOnlyList<string>? _unsettled;

    public ChaosProgress Progress
    {
        get
        {
            var stage = _stage;
            var left = stage.Limit - (stage.Began == 0 ? TimeSpan.Zero : _time.GetElapsedTime(stage.Began));
            return new ChaosProgress(stage.Phase, left > TimeSpan.Zero ? left : TimeSpan.Zero, databases.Changes, _unsettled?.Count, _faults.Events);
        }
    }

    /// <param name="isReady">Whether all Databases are ready.</param>
    /// <param name="cancellation">Ends it without a verdict.</param>
    public async Task<ChaosVerdict> RunAsync(Func<bool> isReady, CancellationToken cancellation)
    {
        Begin(ChaosPhase.Preparing, PrepareLimit);
        await WaitAsync(PrepareLimit, () => Task.FromResult(isReady() && AllRun()), cancellation);
        Begin(ChaosPhase.Faults, _chaos.Duration);
        await DisturbAsync(cancellation);
        Begin(ChaosPhase.Settling, SettleLimit);
        var settled = await WaitAsync(SettleLimit, () => IsSettledAsync(cancellation), cancellation);
        var longest = watch.LongestGap();
        Begin(ChaosPhase.Judging, TimeSpan.Zero);
        var world = await DatabaseWorld.ReadAsync(client, DatabaseFleet.Namespace, cancellation);
        await fleet.EndAsync();
        return Judge(world, settled, longest);
    }

    /// <summary>Changes and faults, for as long as there are to be any.</summary>
    private async Task DisturbAsync(CancellationToken cancellation)
    {
        using var changing = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var churn = databases.ChurnAsync(options.ChurnPerSecond, changing.Token);
        var plan = ChaosPlan.Make(_chaos, [.. fleet.Replicas.Select(static replica => replica.Name)], ChaosSettings.Options.LeaseDuration);
        var began = _time.GetTimestamp();
        try
        {
            await new ChaosDriver(plan, _faults, _time).RunAsync(cancellation);
            var left = _chaos.Duration - _time.GetElapsedTime(began);
            if (left > TimeSpan.Zero) await Task.Delay(left, _time, cancellation);
        }
        finally
        {
            await changing.CancelAsync();
            await churn.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // One that has ended by a fault of its own, and not because its time was over, tells it here.
        if (churn.IsFaulted) await churn;
    }

    private async Task<bool> IsSettledAsync(CancellationToken cancellation)
    {
        _unsettled = LostUpdates.Find(await DatabaseWorld.ReadAsync(client, DatabaseFleet.Namespace, cancellation));
        return _unsettled.Count == 0 && AllRun();
    }

    private bool AllRun() => fleet.Replicas.All(static replica => replica.State == ReplicaState.Running);

    /// <returns>How long it took; null if it was not so in time.</returns>
    private async Task<TimeSpan?> WaitAsync(TimeSpan limit, Func<Task<bool>> isSo, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        while (!await isSo())
        {
            if (_time.GetElapsedTime(began) > limit) return null;
            await Task.Delay(Interval, _time, cancellation);
        }

        return _time.GetElapsedTime(began);
    }

    private ChaosVerdict Judge(DatabaseWorld world, TimeSpan? settled, TimeSpan longest)
    {
        var runs = fleet.Replicas.SelectMany(ReadReconciles).ToList();
        var writes = history.Writes;
        var tally = new MapTally();
        foreach (var write in writes.OfType<MapWrite>().OrderBy(static write => write.Version)) tally.Add(write.Map);
        return new ChaosVerdict
        {
            Seed = _chaos.Seed,
            Duration = _chaos.Duration,
            Objects = world.Databases.Count,
            Changes = databases.Changes,
            Kills = _faults.Count(ChaosAction.Kill),
            Pauses = _faults.Count(ChaosAction.Pause),
            Stops = _faults.Count(ChaosAction.Stop),
            Settled = settled,
            LostUpdates = LostUpdates.Find(world),
            DoubleReconciles = DoubleReconciles.Find(runs, _faults.Pauses),
            ForeignWrites = ForeignWrites.Find(writes),
            ReconcilesSeen = runs.Count,
            WritesSeen = writes.OfType<ObjectWrite>().Count(),
            LongestWithoutOwner = longest,
            ShardMoves = tally.Progress(null)?.Moves ?? 0,
            MapUpdates = tally.Progress(null)?.Updates ?? 0,
        };
    }

    private IEnumerable<ReconcileRun> ReadReconciles(Replica replica)
    {
        for (var life = 1; life <= replica.Life.Number; life++)
        {
            var file = files.ReconcilesOf(replica.Name, life);
            // A life that was killed early may not have begun with it.
            if (!File.Exists(file)) continue;
            foreach (var run in ReconcileLog.Read(File.ReadAllText(file), replica.KilledAt(life))) yield return run;
        }
    }

    private void Begin(ChaosPhase phase, TimeSpan limit) => _stage = new Stage(phase, _time.GetTimestamp(), limit);

    private sealed record Stage(ChaosPhase Phase, long Began, TimeSpan Limit);
}
