using System.Diagnostics;

namespace Actors.Simulation.Cli;

/// <summary>Runs what the command line asks for.</summary>
internal sealed class Simulator(SimulateOptions options, TextWriter output)
{
    private readonly Report _report = new(output, options.IsJson);

    /// <summary>Runs until all has held or something has not; returns the exit code.</summary>
    public int Run(CancellationToken cancellation)
    {
        foreach (var workload in options.Workloads)
        {
            var began = Stopwatch.GetTimestamp();
            var campaign = new Campaign(workload, options.FirstSeed, options.Seeds);
            if (options.Trace is { } file) RunTraced(campaign, file, cancellation);
            else campaign.Run(options.Parallel, null, _report.Progress, cancellation);
            _report.Finished(campaign, Stopwatch.GetElapsedTime(began));
            if (campaign.Failure is { } failure) return (int)failure.Violation!.Kind;
        }

        return 0;
    }

    private void RunTraced(Campaign campaign, string file, CancellationToken cancellation)
    {
        using var opened = file == "-" ? null : new StreamWriter(file);
        campaign.Run(parallel: 1, opened ?? output, _report.Progress, cancellation);
    }
}
