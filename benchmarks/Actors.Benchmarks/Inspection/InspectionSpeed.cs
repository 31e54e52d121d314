using System.Diagnostics;
using System.Globalization;

namespace Actors.Benchmarks.Inspection;

/// <summary>How long it takes to look at a fleet of many objects: the first page of a list, and the metrics of one replica.</summary>
internal static class InspectionSpeed
{
    private const int Replicas = 3;
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int WarmUps = 20;
    private const int Rounds = 30;

    /// <param name="only">A part: <c>cost</c>, <c>fleet</c>, <c>list</c> or <c>metrics</c>; null for all.</param>
    /// <param name="objects">How many objects; null for 100,000.</param>
    public static async Task<int> RunAsync(string? only, string? objects = null)
    {
        if (only is null or "cost") await InspectionCost.RunAsync().ConfigureAwait(false);
        if (only is "cost") return 0;
        var many = objects is null ? Many : int.Parse(objects, CultureInfo.InvariantCulture);
        Console.WriteLine($"{Environment.ProcessorCount} processors, {Replicas} replicas and the API server in one process");
        var fleet = await InspectedFleet.StartAsync(Replicas).ConfigureAwait(false);
        await using var closing = fleet.ConfigureAwait(false);
        await fleet.CreateAsync(0, Few).ConfigureAwait(false);
        await MeasureAsync(fleet, Few, only).ConfigureAwait(false);
        await fleet.CreateAsync(Few, many).ConfigureAwait(false);
        await MeasureAsync(fleet, many, only).ConfigureAwait(false);
        return 0;
    }

    private static async Task MeasureAsync(InspectedFleet fleet, int objects, string? only)
    {
        // What making them has left behind is not what is measured.
        GC.Collect();
        if (only is null or "list" or "fleet")
        {
            foreach (var query in (string[])["", "&sort=attempts", "&state=idle&kind=widget&olderThan=1s&sort=age"])
                await MeasureAsync(fleet, $"first page of {objects:N0}{query}", $"/api/v1/actors?scope=fleet&limit=100{query}").ConfigureAwait(false);
        }

        if (only is null or "metrics" or "fleet") await MeasureAsync(fleet, $"/metrics at {objects:N0}", "/metrics").ConfigureAwait(false);
    }

    private static async Task MeasureAsync(InspectedFleet fleet, string what, string path)
    {
        for (var warm = 0; warm < WarmUps; warm++) await fleet.Http.GetStringAsync(path).ConfigureAwait(false);
        var times = new List<double>();
        var text = "";
        var cpu = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < Rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            text = await fleet.Http.GetStringAsync(path).ConfigureAwait(false);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        cpu = Environment.CpuUsage.TotalTime - cpu;
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-70} median {times[Rounds / 2]:0.0} ms ({times[0]:0.0} to {times[^1]:0.0}), {cpu.TotalMilliseconds / Rounds:0.0} ms of CPU; {text.Length:N0} bytes in {text.AsSpan().Count('\n')} lines"));
    }
}
