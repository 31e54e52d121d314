using Actors.Load.Objects;
using Actors.Load.Processes;

namespace Actors.Load.Scenarios;

/// <summary>Runs a scenario at a server, with each of the subjects after the other.</summary>
internal abstract class ScenarioBase(LoadOptions options) : IScenario
{
    protected const string Operator = "operator";
    protected const string Baseline = "baseline";

    protected static readonly string[] Subjects = [Operator, Baseline];

    protected LoadOptions Options => options;

    public async Task<Report> RunAsync(Progress progress, CancellationToken cancellation)
    {
        LoadProcess? own = null;
        var server = options.Server;
        if (server is null) (own, server) = await LoadProcess.ServeAsync(cancellation);
        try
        {
            using var cluster = new LoadCluster(server, progress);
            await cluster.DefineAsync(cancellation);
            return await RunAsync(server, cluster, progress, cancellation);
        }
        finally
        {
            progress.End();
            if (own is not null) await own.DisposeAsync();
        }
    }

    protected abstract Task<Report> RunAsync(Uri server, LoadCluster cluster, Progress progress, CancellationToken cancellation);

    protected static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
