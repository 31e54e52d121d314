using System.Globalization;
using Actors.Cli.Up.Chaos;
using Actors.Cli.Up.Fleet;
using Actors.Operators.Fleet;

namespace Actors.Cli.Up;

/// <summary>What is said to people.</summary>
internal static class UpText
{
    public static IReadOnlyList<string> Start(UpStart start, UpOptions options)
    {
        var kubectl = $"  kubectl --kubeconfig {start.Kubeconfig}";
        List<string> lines = [$"API server  {start.Server.ToString().TrimEnd('/')}, with simulated workloads"];
        lines.AddRange(start.Operators.Select(one => $"{(start.IsFleet ? one.Name : "Operator"),-11} Actors.Samples, process {one.Pid}, log in {one.Log}"));
        lines.Add($"Ledger      {start.Ledger ?? "none: a restart begins anew; replicas share one in PostgreSQL, given with --ledger"}");
        lines.AddRange(["Look on with", $"{kubectl} get databases --watch"]);
        lines.AddRange(start.IsFleet
            ? [$"{kubectl} get configmap {UpNames.Fleet.Map} -o jsonpath={{.data.{FleetNames.MapKey}}}    # who owns what", $"{kubectl} get leases"]
            : [$"{kubectl} describe database db-0001", $"{kubectl} delete statefulset db-0001    # and see it come back", $"  kill -9 {start.Operators[0].Pid}    # and see it go on where it was"]);
        lines.Add($"  actors console --url {start.Operators[0].Url}{(start.SecretFile is { } secret ? $" --secret-file {secret}" : "")}    # what each Database's actor is doing");
        return [.. lines, EndOf(options), ""];
    }

    private static string EndOf(UpOptions options) => options switch
    {
        { Chaos: { } chaos } => Invariant(
            $"Chaos for {chaos.Duration.TotalSeconds:0} s from when all are ready, seed {chaos.Seed}, {options.ChurnPerSecond:0.##} changes a second; then the verdict."),
        { ExitsWhenReady: true } => "It ends when all Databases are ready.",
        _ => "Ctrl-C ends it.",
    };

    public static string End(UpProgress last)
    {
        var all = last.Phases.Ready == last.Wanted ? $"All {Number(last.Wanted)}" : $"{Number(last.Phases.Ready)} of {Number(last.Wanted)}";
        var reconciles = last.Operator is { } metrics ? $", {Number(metrics.Reconciles)} reconciles, {Number(metrics.Errors)} errors" : "";
        return Invariant($"{all} Databases are ready; {last.Elapsed.TotalSeconds:0.0} s{reconciles}");
    }

    public static string Of(ReplicaState state) => state switch
    {
        ReplicaState.Starting => "starting",
        ReplicaState.Running => "running",
        ReplicaState.Paused => "paused",
        ReplicaState.Killed => "killed",
        ReplicaState.Restarting => "restarting",
        _ => "stopped",
    };

    public static string Of(ReplicaProgress replica)
    {
        var process = Invariant($"{replica.Name,-10} {Of(replica.State),-10} pid {replica.Pid,-7} shards {replica.Shards,-4}");
        return Invariant($"{process} {replica.ReconcilesPerSecond,5:0}/s  {replica.Reconciles} reconciles  {replica.Errors} errors  cpu {Processors(replica)}");
    }

    public static string Processors(ReplicaProgress replica) => replica.Processors is { } used ? Invariant($"{used * 100:0} %") : "-";

    public static string Of(FleetProgress? map)
    {
        if (map is null) return "no shard map yet";
        var unowned = map.Unowned > 0 ? Invariant($", {map.Unowned} without an owner") : "";
        return Invariant($"map epoch {map.Epoch}  shards {map.Shards}{unowned}  moving {map.Moving}  moves {map.Moves}  coordinator {map.Coordinator ?? "nobody"}");
    }

    public static string Of(ChaosProgress chaos)
    {
        var faults = Invariant($"kills {chaos.Count(ChaosAction.Kill)}  pauses {chaos.Count(ChaosAction.Pause)}  stops {chaos.Count(ChaosAction.Stop)}  changes {chaos.Changes}");
        return chaos.Phase switch
        {
            ChaosPhase.Preparing => "chaos begins when all Databases are ready",
            ChaosPhase.Faults => Invariant($"chaos for {chaos.Left.TotalSeconds:0} s more  {faults}"),
            ChaosPhase.Settling => Invariant(
                $"no more faults  {faults}  not as wanted yet {chaos.Unsettled?.ToString(CultureInfo.InvariantCulture) ?? "?"}, waits {chaos.Left.TotalSeconds:0} s more at most"),
            _ => $"the replicas end  {faults}",
        };
    }

    public static string Of(ChaosEvent fault) => fault.Action switch
    {
        ChaosAction.Kill => $"{fault.Replica} is killed (SIGKILL)",
        ChaosAction.Pause => $"{fault.Replica} is paused (SIGSTOP)",
        ChaosAction.Stop => $"{fault.Replica} is told to end (SIGTERM)",
        ChaosAction.Resume => $"{fault.Replica} goes on (SIGCONT)",
        _ => $"{fault.Replica} is started again",
    };

    public static string Of(OperatorRestart restart) => Invariant(
        $"{(restart.Name == UpNames.Single ? "the operator" : restart.Name)} has ended by itself, with exit code {restart.ExitCode}, and was started again as process {restart.Pid}, with its management API at {restart.Url}");

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
