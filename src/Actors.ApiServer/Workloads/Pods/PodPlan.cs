using System.Globalization;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads;

/// <summary>What is to become of one pod, by the options, its annotations and chance.</summary>
/// <param name="pod">The pod.</param>
/// <param name="options">How pods behave that say nothing else.</param>
internal sealed class PodPlan(JsonObject pod, WorkloadOptions options)
{
    private const string MissingTag = ":missing";
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(5);

    private readonly Chance _chance = new(options.Seed);

    /// <summary>Tells this pod from others of its name: the simulation of one seed and clock repeats itself.</summary>
    private readonly string _identity = $"{pod.Text("metadata", "namespace")}/{pod.Text("metadata", "name")}/{pod.Text("metadata", "creationTimestamp")}";

    /// <summary>Whether the pod has an end, as those of jobs do.</summary>
    public bool HasEnd { get; } = pod.Text("spec", "restartPolicy") is "Never" or "OnFailure";

    public bool IsUnready { get; } = SimulationAnnotations.IsSet(pod, SimulationAnnotations.Unready);

    /// <summary>Whether its containers fail for as long as this is so.</summary>
    public bool AlwaysFails { get; } = SimulationAnnotations.IsSet(pod, SimulationAnnotations.Fail);

    public long ExitCode { get; } = SimulationAnnotations.Number(pod, SimulationAnnotations.ExitCode) is > 0 and var code ? code : 1;

    public TimeSpan StartDelay => Delay(SimulationAnnotations.StartDelay, options.StartDelay, "start");

    public TimeSpan ReadyDelay => Delay(SimulationAnnotations.ReadyDelay, options.ReadyDelay, "ready");

    public TimeSpan RunTime => Delay(SimulationAnnotations.RunTime, options.RunTime, "run");

    /// <summary>From its deletion until it is gone.</summary>
    public TimeSpan TerminationDelay
    {
        get
        {
            var wanted = Delay(SimulationAnnotations.TerminationDelay, options.TerminationDelay, "end");
            var grace = TimeSpan.FromSeconds(pod.Number("metadata", "deletionGracePeriodSeconds"));
            return wanted < grace ? wanted : grace;
        }
    }

    /// <summary>The containers of it whose image is nowhere to be had.</summary>
    public bool IsImageMissing => pod.Objects("spec", "containers").Any(static one => one.Text("image").EndsWith(MissingTag, StringComparison.Ordinal));

    /// <summary>Whether an attempt fails: to start, or of a pod that ends, to run to the end.</summary>
    public bool Fails(long attempt)
    {
        if (AlwaysFails) return true;
        if (SimulationAnnotations.Number(pod, SimulationAnnotations.FailTimes) is { } times) return attempt < times;
        var question = string.Create(CultureInfo.InvariantCulture, $"{_identity}/fail/{attempt}");
        return _chance.Happens(HasEnd ? options.RunFailureRate : options.StartFailureRate, question);
    }

    /// <summary>From a failure until the next attempt.</summary>
    /// <param name="failures">How many there have been; 1 or more.</param>
    public TimeSpan Backoff(long failures)
    {
        var backoff = options.RestartBackoff * Math.Pow(2, Math.Min(failures - 1, 30));
        return backoff < LongestBackoff ? backoff : LongestBackoff;
    }

    private TimeSpan Delay(string annotation, TimeSpan usual, string what) =>
        SimulationAnnotations.Duration(pod, annotation) ?? _chance.Vary(usual, options.Jitter, $"{_identity}/{what}");
}
