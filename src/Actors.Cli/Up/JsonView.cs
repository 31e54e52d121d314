using System.Text.Json;
using Actors.Cli.Up.Chaos;
using Actors.Cli.Up.Fleet;

namespace Actors.Cli.Up;

/// <summary>Lines of JSON, for scripts: one at the start, one each second and for each fault, one at the end, and one with the verdict.</summary>
internal sealed class JsonView(TextWriter output) : IUpView
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private TimeSpan _shown = TimeSpan.MinValue;
    private int _eventsShown;
    private int _restartsShown;

    public void Start(UpStart start, UpOptions options) => Write(new
    {
        Event = "started",
        Server = start.Server.ToString().TrimEnd('/'),
        start.Kubeconfig,
        OperatorPid = start.Operators[0].Pid,
        OperatorLog = start.Operators[0].Log,
        ManagementUrl = start.Operators[0].Url,
        start.SecretFile,
        start.Ledger,
        Replicas = start.IsFleet ? start.Operators : [],
        options.Resources,
        options.Chaos?.Seed,
    });

    public Task<T> RunAsync<T>(Func<Action<UpProgress>, Task<T>> run) => run(Show);

    public void End(UpProgress last) => Write("ended", last);

    public void Judge(ChaosVerdict verdict) => Write(new
    {
        Event = "verdict",
        verdict.IsGood,
        verdict.Seed,
        Seconds = verdict.Duration.TotalSeconds,
        verdict.Objects,
        verdict.Changes,
        Faults = new { verdict.Kills, verdict.Pauses, verdict.Stops },
        verdict.LostUpdates,
        verdict.DoubleReconciles,
        verdict.ForeignWrites,
        verdict.ReconcilesSeen,
        verdict.WritesSeen,
        LongestWithoutOwnerSeconds = Rounded(verdict.LongestWithoutOwner),
        verdict.ShardMoves,
        verdict.MapUpdates,
        SettledSeconds = verdict.Settled is { } settled ? Rounded(settled) : (double?)null,
    });

    private void Show(UpProgress progress)
    {
        foreach (var one in progress.Restarts.Skip(_restartsShown)) Write(new { Event = "restarted", Seconds = Rounded(progress.Elapsed), one.Name, one.ExitCode, OperatorPid = one.Pid, ManagementUrl = one.Url });
        _restartsShown = progress.Restarts.Count;
        if (progress.Chaos is { } chaos)
        {
            foreach (var one in chaos.Events.Skip(_eventsShown)) Write(new { Event = "fault", Seconds = Rounded(progress.Elapsed), one.Replica, Action = Name(one.Action) });
            _eventsShown = chaos.Events.Count;
        }

        if (_shown != TimeSpan.MinValue && progress.Elapsed - _shown < Interval) return;
        _shown = progress.Elapsed;
        Write("progress", progress);
    }

    private void Write(string name, UpProgress progress) => Write(new
    {
        Event = name,
        Seconds = Rounded(progress.Elapsed),
        Resources = progress.Wanted,
        Phases = new { progress.Phases.Pending, progress.Phases.Provisioning, progress.Phases.Ready, progress.Phases.Failed },
        progress.Operator?.Reconciles,
        ReconcilesPerSecond = Math.Round(progress.ReconcilesPerSecond, 1),
        progress.Operator?.Queue,
        Running = progress.Operator?.Active,
        progress.Operator?.Errors,
        Replicas = progress.Replicas.Select(Shown),
        progress.Map,
        Chaos = progress.Chaos is not { } chaos ? null : new
        {
            Phase = Name(chaos.Phase),
            SecondsLeft = Rounded(chaos.Left),
            chaos.Changes,
            chaos.Unsettled,
            Kills = chaos.Count(ChaosAction.Kill),
            Pauses = chaos.Count(ChaosAction.Pause),
            Stops = chaos.Count(ChaosAction.Stop),
        },
    });

    private static object Shown(ReplicaProgress replica) => new
    {
        replica.Name,
        State = Name(replica.State),
        replica.Pid,
        replica.Shards,
        replica.Reconciles,
        replica.Errors,
        ReconcilesPerSecond = Math.Round(replica.ReconcilesPerSecond, 1),
        Processors = replica.Processors is { } used ? Math.Round(used, 2) : (double?)null,
    };

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static double Rounded(TimeSpan time) => Math.Round(time.TotalSeconds, 3);

    private void Write<T>(T line)
    {
        output.WriteLine(JsonSerializer.Serialize(line, Options));
        output.Flush();
    }
}
