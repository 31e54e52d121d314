using System.Diagnostics;
using Actors.Ingest;
using Actors.Kubernetes;
using Actors.Objects;
using Actors.Reconciling;
using Actors.Sharding;

namespace Actors.Operators.Telemetry;

/// <summary>
/// The activities of an operator, under the source <see cref="SourceName"/>: one for each watch event, where its kind is read for all; one for each reconcile, a child of that of the event that has
/// caused it, on whatever replica; and, by the client, one for each request. While nobody listens each costs one look at a field.
/// </summary>
internal static class Traces
{
    /// <summary>The name of the source, for whoever collects it by OpenTelemetry.</summary>
    public const string SourceName = KubernetesSource.Name;

    private static readonly ActivitySource Source = new(SourceName, typeof(Traces).Assembly.GetName().Version?.ToString(3));

    /// <summary>Whether anybody listens.</summary>
    public static bool AreWanted => Source.HasListeners();

    /// <summary>Traces that an event of a kind has come.</summary>
    /// <returns>Its trace context, for what comes of it; null if it is not to be traced.</returns>
    public static string? Event(WatchEventType type, KubernetesObject subject, WatchedKind kind)
    {
        // What has come from outside is nobody's child, whatever goes on here.
        Activity.Current = null;
        using var activity = Source.StartActivity($"watch {kind.Kind}", ActivityKind.Producer);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("actors.event", type.ToString().ToUpperInvariant());
            Describe(activity, subject);
            activity.SetTag("actors.resource_version", subject.ResourceVersion);
        }

        return activity?.Id;
    }

    /// <summary>Gives events of a watch the contexts of activities made for them; those that another replica has made go on as they are.</summary>
    public static void TakeIn(List<WatchEvent> events, WatchedKind kind)
    {
        if (!AreWanted) return;
        for (var at = 0; at < events.Count; at++)
        {
            var happened = events[at];
            if (happened.TraceParent is null && happened.Type is WatchEventType.Added or WatchEventType.Modified or WatchEventType.Deleted)
                events[at] = happened with { TraceParent = Event(happened.Type, happened.Object, kind) };
        }
    }

    /// <summary>Begins what is done for an object; null if it is not to be traced.</summary>
    /// <param name="what">What it is: <c>reconcile</c>, <c>cleanup</c>, or what is done to its finalizer.</param>
    /// <param name="controller">Whose object.</param>
    /// <param name="subject">The object.</param>
    /// <param name="cause">What has caused it.</param>
    /// <param name="origin">Who does it.</param>
    public static Activity? Begin(string what, ControllerSpec controller, KubernetesObject subject, OwnedEffect cause, TraceOrigin origin)
    {
        if (!AreWanted) return null;
        Activity.Current = null;
        _ = ActivityContext.TryParse(cause.TraceParent, null, isRemote: true, out var parent);
        var activity = Source.StartActivity($"{what} {controller.Kind.Kind}", parent == default ? ActivityKind.Internal : ActivityKind.Consumer, parent);
        if (activity is not { IsAllDataRequested: true }) return activity;
        Describe(activity, subject);
        activity.SetTag("actors.controller", controller.Name);
        activity.SetTag("actors.generation", subject.Generation);
        activity.SetTag("actors.replica", cause.Ownership.Replica is { Length: > 0 } member ? member : origin.Replica);
        activity.SetTag("actors.shard", ShardRange.ShardOf(subject.Uid, origin.NumberOfShards));
        return activity;
    }

    /// <summary>Says how it has ended.</summary>
    /// <param name="activity">What has.</param>
    /// <param name="result">How; null if it was given up.</param>
    public static void End(Activity activity, ReconcileResult? result)
    {
        activity.SetTag("actors.outcome", result switch { Done => "success", RequeueAfter => "requeue_after", Terminal => "terminal", Failed => "error", _ => "cancelled" });
        var error = result switch { Failed failed => failed.Error, Terminal terminal => terminal.Error, _ => null };
        if (error is null) return;
        activity.SetTag("error.type", error.Reason);
        activity.SetStatus(ActivityStatusCode.Error, error.Message);
    }

    private static void Describe(Activity activity, KubernetesObject subject)
    {
        activity.SetTag("actors.kind", subject.Kind);
        activity.SetTag("actors.namespace", subject.Namespace);
        activity.SetTag("actors.name", subject.Name);
        activity.SetTag("actors.uid", subject.Uid);
    }
}

/// <summary>Who does what is traced.</summary>
/// <param name="Replica">The replica's name, where it is in no fleet.</param>
/// <param name="NumberOfShards">How many shards there are.</param>
internal sealed record TraceOrigin(string Replica, int NumberOfShards);
