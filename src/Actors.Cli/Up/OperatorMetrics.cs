using System.Globalization;

namespace Actors.Cli.Up;

/// <summary>What an operator says of itself at <c>/metrics</c>, all controllers together. The names are controller-runtime's.</summary>
/// <param name="Reconciles">How many reconciles have ended.</param>
/// <param name="Errors">How many of them in an error.</param>
/// <param name="Queue">How many objects wait for one.</param>
/// <param name="Active">How many run.</param>
internal sealed record OperatorMetrics(long Reconciles, long Errors, long Queue, long Active)
{
    /// <summary>What both say, added up.</summary>
    public OperatorMetrics With(OperatorMetrics other) => new(Reconciles + other.Reconciles, Errors + other.Errors, Queue + other.Queue, Active + other.Active);

    /// <summary>Asks the operator at a port of this machine; null if it does not answer.</summary>
    public static async Task<OperatorMetrics?> ReadAsync(HttpClient client, int port, CancellationToken cancellation)
    {
        try
        {
            return Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), cancellation));
        }
        catch (HttpRequestException)
        {
            // It is starting, or has ended, which is seen elsewhere.
            return null;
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Reads the text format of Prometheus.</summary>
    public static OperatorMetrics Parse(string text)
    {
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var name = line[..line.AsSpan().IndexOfAny('{', ' ')];
            var rest = line[(Math.Max(line.LastIndexOf('}'), name.Length - 1) + 1)..].TrimStart().Split(' ')[0];
            if (double.TryParse(rest, CultureInfo.InvariantCulture, out var value)) sums[name] = sums.GetValueOrDefault(name) + value;
        }

        long Sum(string name) => (long)sums.GetValueOrDefault(name);
        return new OperatorMetrics(
            Sum("controller_runtime_reconcile_total"), Sum("controller_runtime_reconcile_errors_total"), Sum("workqueue_depth"), Sum("controller_runtime_active_workers"));
    }
}
