namespace Actors.Simulation.Cli;

/// <summary>Many seeds of one workload, side by side.</summary>
internal sealed class Campaign(Workload workload, ulong firstSeed, int seeds)
{
    private readonly Lock _gate = new();

    public Workload Workload => workload;

    public ulong FirstSeed => firstSeed;

    /// <summary>How many seeds are to be run.</summary>
    public int Seeds => seeds;

    /// <summary>How many have been run.</summary>
    public int Done { get; private set; }

    /// <summary>How many events they had.</summary>
    public long Events { get; private set; }

    /// <summary>The sum of their trace hashes: the same each time these seeds are run, in whatever order.</summary>
    public ulong Hash { get; private set; }

    /// <summary>The lowest seed that did not hold, if any did not.</summary>
    public SeedResult? Failure { get; private set; }

    /// <summary>Runs until all seeds are done, or all below one that fails.</summary>
    public void Run(int parallel, TextWriter? trace, Action<Campaign> onProgress, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation };
        Parallel.For(0, seeds, options, (number, loop) =>
        {
            var result = SeedRun.Run(workload, firstSeed + (ulong)number, trace);
            if (result.Violation is not null) loop.Break();
            lock (_gate) Add(result, onProgress);
        });
    }

    private void Add(SeedResult result, Action<Campaign> onProgress)
    {
        Done++;
        Events += result.Events;
        Hash += result.TraceHash;
        if (result.Violation is not null && (Failure is null || result.Seed < Failure.Seed)) Failure = result;
        onProgress(this);
    }
}
