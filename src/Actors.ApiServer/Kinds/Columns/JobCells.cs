using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Tables;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Kinds;

/// <summary>What a table shows of a job.</summary>
internal static class JobCells
{
    /// <summary>Conditions of a job that has ended.</summary>
    private static readonly string[] Ends = ["Complete", "Failed"];

    /// <summary>Conditions of a job that goes on; the first that holds says how it is.</summary>
    private static readonly string[] Stages = ["Suspended", "FailureTarget", "SuccessCriteriaMet"];

    public static string Status(JsonObject job)
    {
        if (Array.Find(Ends, type => Holds(job, type)) is { } ended) return ended;
        if (job.At("metadata", "deletionTimestamp") is not null) return "Terminating";
        return Array.Find(Stages, type => Holds(job, type)) ?? "Running";
    }

    public static string Completions(JsonObject job)
    {
        var done = job.Number("status", "succeeded");
        if (job.At("spec", "completions") is { } wanted) return string.Create(CultureInfo.InvariantCulture, $"{done}/{wanted.Number()}");
        var parallel = job.Number("spec", "parallelism");
        return parallel > 1 ? string.Create(CultureInfo.InvariantCulture, $"{done}/1 of {parallel}") : string.Create(CultureInfo.InvariantCulture, $"{done}/1");
    }

    public static string Duration(JsonObject job, DateTimeOffset now)
    {
        if (!Time.TryParse(job.Text("status", "startTime"), out var start)) return "";
        var end = Time.TryParse(job.Text("status", "completionTime"), out var completion) ? completion.Value : now;
        return HumanDuration.Format(end - start.Value);
    }

    private static bool Holds(JsonObject job, string condition) => TableCells.Condition(job, condition).Text("status") == "True";
}
