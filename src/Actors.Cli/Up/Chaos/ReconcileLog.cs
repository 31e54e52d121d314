using System.Text.Json;

namespace Actors.Cli.Up.Chaos;

/// <summary>Reads what one life of a replica has noted of its reconciles: a line of JSON at the beginning and the end of each.</summary>
internal static class ReconcileLog
{
    /// <summary>All reconciles of a life.</summary>
    /// <param name="text">What it has noted. A line that was cut off at the end, as by a kill, is passed over.</param>
    /// <param name="killedAt">
    /// When it was killed, until which a reconcile that was not noted to end has run; null if it was not, and then until the last that was noted.
    /// </param>
    /// <exception cref="InvalidDataException">A line is not what it should be.</exception>
    public static IReadOnlyList<ReconcileRun> Read(string text, long? killedAt)
    {
        var runs = new List<ReconcileRun>();
        var open = new Dictionary<string, ReconcileRun>(StringComparer.Ordinal);
        long last = 0;
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length - 1; at++)
        {
            var (isStart, run) = Parse(lines[at], at + 1);
            last = run.From;
            // One that begins again without an end has not ended, as far as anybody knows.
            if (open.Remove(run.Uid, out var begun)) runs.Add(begun with { To = isStart ? long.MaxValue : run.From });
            if (isStart) open.Add(run.Uid, run);
        }

        runs.AddRange(open.Values);
        var end = killedAt ?? last;
        return [.. runs.Select(run => run.To == long.MaxValue ? run with { To = Math.Max(run.From, end) } : run)];
    }

    private static (bool IsStart, ReconcileRun Run) Parse(string line, int number)
    {
        try
        {
            var read = JsonDocument.Parse(line).RootElement;
            var isStart = Text(read, "event") switch
            {
                "start" => true,
                "end" => false,
                var other => throw new InvalidDataException($"Line {number} of the reconcile log has the event '{other}'; it is start or end"),
            };
            return (isStart, new ReconcileRun(Text(read, "replica"), Text(read, "uid"), Text(read, "name"), read.GetProperty("at").GetInt64(), long.MaxValue));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"Line {number} of the reconcile log, '{line}', is not an event of a reconcile: {exception.Message}", exception);
        }
    }

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString()!;
}
