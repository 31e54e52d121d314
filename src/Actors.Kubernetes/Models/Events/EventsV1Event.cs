namespace Actors.Kubernetes.Models;

/// <summary>Something that happened to an object (group events.k8s.io).</summary>
[KubernetesEntity(Group = "events.k8s.io", Version = "v1", Kind = "Event", Plural = "events")]
public sealed class EventsV1Event : KubernetesResource
{
    /// <summary>When it happened first.</summary>
    public MicroTime? EventTime { get; set; }

    /// <summary>How it goes on, if it happens again and again.</summary>
    public EventsV1EventSeries? Series { get; set; }

    /// <summary>The controller that reports it, such as <c>kubernetes.io/kubelet</c>.</summary>
    public string? ReportingController { get; set; }

    /// <summary>The instance of that controller.</summary>
    public string? ReportingInstance { get; set; }

    /// <summary>What was done or failed.</summary>
    public string? Action { get; set; }

    /// <summary>Why, in one word for programs.</summary>
    public string? Reason { get; set; }

    /// <summary>The object it happened to.</summary>
    public V1ObjectReference? Regarding { get; set; }

    /// <summary>Another object it is about.</summary>
    public V1ObjectReference? Related { get; set; }

    /// <summary>What, for people; 1 kB at most.</summary>
    public string? Note { get; set; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Who reports it, as the core group has it.</summary>
    public V1EventSource? DeprecatedSource { get; set; }

    /// <summary>When it happened first, as the core group has it.</summary>
    public Time? DeprecatedFirstTimestamp { get; set; }

    /// <summary>When it happened last, as the core group has it.</summary>
    public Time? DeprecatedLastTimestamp { get; set; }

    /// <summary>How often it happened, as the core group has it.</summary>
    public int? DeprecatedCount { get; set; }
}

/// <summary>How an event goes on.</summary>
public sealed class EventsV1EventSeries : KubernetesModel
{
    /// <summary>How often it happened so far.</summary>
    public int? Count { get; set; }

    /// <summary>When it happened last.</summary>
    public MicroTime? LastObservedTime { get; set; }
}
