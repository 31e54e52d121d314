using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Actors.Simulation.Cli;

/// <summary>What people, and scripts, read of a run.</summary>
internal sealed class Report(TextWriter output, bool isJson)
{
    private static readonly JsonSerializerOptions JsonOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly bool _showsProgress = !Console.IsErrorRedirected;
    private long _lastProgress = Stopwatch.GetTimestamp();

    /// <summary>One line on the terminal that is written over again and again; none where nobody watches.</summary>
    public void Progress(Campaign campaign)
    {
        if (!_showsProgress || Stopwatch.GetElapsedTime(_lastProgress) < ProgressInterval) return;
        _lastProgress = Stopwatch.GetTimestamp();
        Console.Error.Write($"\r{campaign.Workload.Name}: {campaign.Done} of {campaign.Seeds} seeds");
    }

    public void Finished(Campaign campaign, TimeSpan elapsed)
    {
        if (_showsProgress) Console.Error.Write("\r\e[K");
        if (isJson) WriteJson(campaign, elapsed);
        else if (campaign.Failure is { } failure) WriteFailure(campaign, failure);
        else WriteSuccess(campaign, elapsed);
    }

    private static string ReplayCommand(Campaign campaign, SeedResult failure) =>
        $"dotnet run -c Release --project tests/Actors.Simulation -- --workload {campaign.Workload.Name} --seed {failure.Seed} --trace -";

    private void WriteSuccess(Campaign campaign, TimeSpan elapsed) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{campaign.Workload.Name}: {(campaign.Seeds == 1 ? $"seed {campaign.FirstSeed}" : $"{campaign.Done} seeds")} held, {campaign.Events:N0} events, {campaign.Done / elapsed.TotalSeconds:N0} seeds/s, trace hash {campaign.Hash:x16}"));

    private void WriteFailure(Campaign campaign, SeedResult failure)
    {
        var violation = failure.Violation!;
        output.WriteLine($"{campaign.Workload.Name}: seed {failure.Seed} does not hold ({campaign.Done} seeds run)");
        output.WriteLine();
        output.WriteLine($"  {violation.Invariant} ({violation.Kind.ToString().ToLowerInvariant()}) at {violation.Time}");
        output.WriteLine($"  {violation.Message}");
        output.WriteLine();
        output.WriteLine($"The last {failure.LastEvents.Count} events (seconds, machine, what, actor#life.incarnation):");
        foreach (var happened in failure.LastEvents) output.WriteLine($"  {happened}");
        output.WriteLine();
        output.WriteLine("See all of it:");
        output.WriteLine($"  {ReplayCommand(campaign, failure)}");
    }

    private void WriteJson(Campaign campaign, TimeSpan elapsed) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            Workload = campaign.Workload.Name,
            campaign.FirstSeed,
            Seeds = campaign.Done,
            campaign.Events,
            SeedsPerSecond = Math.Round(campaign.Done / elapsed.TotalSeconds, 1),
            TraceHash = campaign.Hash.ToString("x16", CultureInfo.InvariantCulture),
            Failure = campaign.Failure is not { Violation: { } violation } failure ? null : new
            {
                failure.Seed,
                violation.Invariant,
                Kind = violation.Kind.ToString(),
                violation.Message,
                Time = violation.Time.TotalSeconds,
                LastEvents = failure.LastEvents.Select(static happened => happened.ToString()),
                Replay = ReplayCommand(campaign, failure),
            },
        },
        JsonOptions));
}
