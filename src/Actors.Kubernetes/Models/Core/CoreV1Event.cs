namespace Actors.Kubernetes.Models;

/// <summary>Something that happened to an object (core group).</summary>
[KubernetesEntity(Version = "v1", Kind = "Event", Plural = "events")]
public sealed class CoreV1Event : KubernetesResource
{
    /// <summary>The object it happened to.</summary>
    public V1ObjectReference? InvolvedObject { get; set; }

    /// <summary>Why, in one word for programs.</summary>
    public string? Reason { get; set; }

    /// <summary>What, for people.</summary>
    public string? Message { get; set; }

    /// <summary>Who reports it. Superseded by <see cref="ReportingComponent"/>.</summary>
    public V1EventSource? Source { get; set; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string? Type { get; set; }

    /// <summary>When it happened first.</summary>
    public Time? FirstTimestamp { get; set; }

    /// <summary>When it happened last.</summary>
    public Time? LastTimestamp { get; set; }

    /// <summary>How often it happened.</summary>
    public int? Count { get; set; }

    /// <summary>When it happened first, to the microsecond.</summary>
    public MicroTime? EventTime { get; set; }

    /// <summary>How it goes on, if it happens again and again.</summary>
    public CoreV1EventSeries? Series { get; set; }

    /// <summary>What was done or failed.</summary>
    public string? Action { get; set; }

    /// <summary>Another object it is about.</summary>
    public V1ObjectReference? Related { get; set; }

    /// <summary>The controller that reports it, such as <c>kubernetes.io/kubelet</c>.</summary>
    public string? ReportingComponent { get; set; }

    /// <summary>The instance of that controller.</summary>
    public string? ReportingInstance { get; set; }
}

/// <summary>Who reports an event.</summary>
public sealed class V1EventSource : KubernetesModel
{
    /// <summary>The component.</summary>
    public string? Component { get; set; }

    /// <summary>The node.</summary>
    public string? Host { get; set; }
}

/// <summary>How an event goes on.</summary>
public sealed class CoreV1EventSeries : KubernetesModel
{
    /// <summary>How often it happened so far.</summary>
    public int? Count { get; set; }

    /// <summary>When it happened last.</summary>
    public MicroTime? LastObservedTime { get; set; }
}
