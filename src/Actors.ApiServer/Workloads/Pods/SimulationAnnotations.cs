using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>
/// Annotations by which one pod or node behaves as a test or a user wants it to, whatever <see cref="WorkloadOptions"/> say. They may be set in the template of
/// a workload, and be changed while the pod runs. Times are written as <c>1.5s</c>, <c>200ms</c>, <c>2m30s</c> or <c>1h</c>.
/// </summary>
internal static partial class SimulationAnnotations
{
    private const string Prefix = "simulation.actors.dev/";

    /// <summary>On a pod: the time from its creation until it has a node.</summary>
    public const string ScheduleDelay = Prefix + "schedule-delay";

    /// <summary>On a pod: the time from then until its containers run.</summary>
    public const string StartDelay = Prefix + "start-delay";

    /// <summary>On a pod: the time from then until it is ready.</summary>
    public const string ReadyDelay = Prefix + "ready-delay";

    /// <summary>On a pod that ends: how long it runs.</summary>
    public const string RunTime = Prefix + "run-time";

    /// <summary>On a pod: the time from its deletion until it is gone.</summary>
    public const string TerminationDelay = Prefix + "termination-delay";

    /// <summary>On a pod, <c>true</c>: its containers fail, those that run and each one that starts; one of a pod that ends fails after its run time.</summary>
    public const string Fail = Prefix + "fail";

    /// <summary>On a pod: how many starts (or runs, of a pod that ends) fail before one does not.</summary>
    public const string FailTimes = Prefix + "fail-times";

    /// <summary>On a pod: the code its containers end with when they fail. Default: 1.</summary>
    public const string ExitCode = Prefix + "exit-code";

    /// <summary>On a pod, <c>true</c>: it runs but is not ready.</summary>
    public const string Unready = Prefix + "unready";

    /// <summary>On a pod, <c>true</c>: no node takes it.</summary>
    public const string Unschedulable = Prefix + "unschedulable";

    /// <summary>On a node, <c>true</c>: it is heard of no more.</summary>
    public const string NotReady = Prefix + "not-ready";

    public static bool IsSet(JsonNode? value, string annotation) => Text(value, annotation) == "true";

    public static string Text(JsonNode? value, string annotation) => value.Text("metadata", "annotations", annotation);

    /// <summary>A whole number from 0; null if the annotation is not there or is none.</summary>
    public static int? Number(JsonNode? value, string annotation) =>
        int.TryParse(Text(value, annotation), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A time; null if the annotation is not there or is none.</summary>
    public static TimeSpan? Duration(JsonNode? value, string annotation) => ParseDuration(Text(value, annotation));

    /// <summary>A time written as <c>1h30m</c>; null if it is none.</summary>
    public static TimeSpan? ParseDuration(string text)
    {
        if (text.Length == 0 || !DurationForm().IsMatch(text)) return null;
        return DurationPart().Matches(text).Aggregate(TimeSpan.Zero, static (sum, part) =>
            sum + (double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * UnitOf(part.Groups[2].Value)));
    }

    private static TimeSpan UnitOf(string unit) => unit switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        _ => TimeSpan.FromHours(1),
    };

    [GeneratedRegex(@"^([0-9]{1,6}(\.[0-9]+)?(ms|s|m|h))+$")]
    private static partial Regex DurationForm();

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?)(ms|s|m|h)")]
    private static partial Regex DurationPart();
}
