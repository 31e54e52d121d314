using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Tables;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Kinds;

/// <summary>What a table shows of a job.</summary>
internal static class JobCells
{
    /// <summary>Conditions that say how a job is, the first that holds first.</summary>
    private static readonly string[] Conditions = ["Complete", "Failed"];

    public static string Status(JsonObject job)
    {
        var ended = Conditions.FirstOrDefault(type => Holds(job, type));
        if (ended is not null) return ended;
        if (job.At("metadata", "deletionTimestamp") is not null) return "Terminating";
        return Holds(job, "Suspended") ? "Suspended" : Holds(job, "FailureTarget") ? "FailureTarget" : Holds(job, "SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running";
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
