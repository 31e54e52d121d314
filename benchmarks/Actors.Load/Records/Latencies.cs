using System.Diagnostics;

namespace Actors.Load.Records;

/// <summary>Times in milliseconds.</summary>
/// <param name="Count">How many.</param>
/// <param name="Histogram">How many are up to each of <see cref="Bounds"/>, and in the last place how many are above.</param>
internal sealed record Latencies(int Count, double P50, double P90, double P99, double P999, double Max, IReadOnlyList<int> Histogram)
{
    /// <summary>0.1 ms to 100 s, three to a decade.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];

    public static Latencies Of(IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        var histogram = new int[Bounds.Count + 1];
        var bound = 0;
        foreach (var value in sorted)
        {
            while (bound < Bounds.Count && value > Bounds[bound]) bound++;
            histogram[bound]++;
        }

        return new Latencies(sorted.Length, At(0.5), At(0.9), At(0.99), At(0.999), At(1), histogram);

        double At(double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    public static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
}
