using System.Globalization;

namespace Actors.Cli.Up;

/// <summary>What is said to people.</summary>
internal static class UpText
{
    public static IReadOnlyList<string> Start(UpStart start, UpOptions options)
    {
        var kubectl = $"  kubectl --kubeconfig {start.Kubeconfig}";
        return
        [
            $"API server  {start.Server.ToString().TrimEnd('/')}, with simulated workloads",
            $"Operator    Actors.Samples, process {start.OperatorPid}, log in {start.OperatorLog}",
            "Look on with",
            $"{kubectl} get databases --watch",
            $"{kubectl} describe database db-0001",
            $"{kubectl} delete statefulset db-0001    # and see it come back",
            options.ExitsWhenReady ? "It ends when all Databases are ready." : "Ctrl-C ends it.",
            "",
        ];
    }

    public static string End(UpProgress last)
    {
        var all = last.Phases.Ready == last.Wanted ? $"All {Number(last.Wanted)}" : $"{Number(last.Phases.Ready)} of {Number(last.Wanted)}";
        var reconciles = last.Operator is { } metrics ? $", {Number(metrics.Reconciles)} reconciles, {Number(metrics.Errors)} errors" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{all} Databases are ready; {last.Elapsed.TotalSeconds:0.0} s{reconciles}");
    }

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
