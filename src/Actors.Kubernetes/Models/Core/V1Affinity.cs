namespace Actors.Kubernetes.Models;

/// <summary>Rules for the choice of a pod's node.</summary>
public sealed class V1Affinity : KubernetesModel
{
    /// <summary>By labels of the node.</summary>
    public V1NodeAffinity? NodeAffinity { get; set; }

    /// <summary>Near to other pods.</summary>
    public V1PodAffinity? PodAffinity { get; set; }

    /// <summary>Far from other pods.</summary>
    public V1PodAntiAffinity? PodAntiAffinity { get; set; }
}

/// <summary>Rules by labels of the node.</summary>
public sealed class V1NodeAffinity : KubernetesModel
{
    /// <summary>Nodes that are possible at all.</summary>
    public V1NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; set; }

    /// <summary>Nodes that are better.</summary>
    public IList<V1PreferredSchedulingTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; set; }
}

/// <summary>Selects nodes: those of any of the terms.</summary>
public sealed class V1NodeSelector : KubernetesModel
{
    /// <summary>The terms.</summary>
    public IList<V1NodeSelectorTerm>? NodeSelectorTerms { get; set; }
}

/// <summary>Conditions that must all hold.</summary>
public sealed class V1NodeSelectorTerm : KubernetesModel
{
    /// <summary>On labels.</summary>
    public IList<V1NodeSelectorRequirement>? MatchExpressions { get; set; }

    /// <summary>On fields; only <c>metadata.name</c> is possible.</summary>
    public IList<V1NodeSelectorRequirement>? MatchFields { get; set; }
}

/// <summary>One condition on a node.</summary>
public sealed class V1NodeSelectorRequirement : KubernetesModel
{
    /// <summary>The label or field.</summary>
    public string? Key { get; set; }

    /// <summary><c>In</c>, <c>NotIn</c>, <c>Exists</c>, <c>DoesNotExist</c>, <c>Gt</c> or <c>Lt</c>.</summary>
    public string? Operator { get; set; }

    /// <summary>The values; exactly one number for <c>Gt</c> and <c>Lt</c>.</summary>
    public IList<string>? Values { get; set; }
}

/// <summary>Nodes that are better.</summary>
public sealed class V1PreferredSchedulingTerm : KubernetesModel
{
    /// <summary>By how much, 1 to 100.</summary>
    public int? Weight { get; set; }

    /// <summary>Which.</summary>
    public V1NodeSelectorTerm? Preference { get; set; }
}

/// <summary>Near to other pods.</summary>
public sealed class V1PodAffinity : KubernetesModel
{
    /// <summary>What must be so.</summary>
    public IList<V1PodAffinityTerm>? RequiredDuringSchedulingIgnoredDuringExecution { get; set; }

    /// <summary>What is better.</summary>
    public IList<V1WeightedPodAffinityTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; set; }
}

/// <summary>Far from other pods.</summary>
public sealed class V1PodAntiAffinity : KubernetesModel
{
    /// <summary>What must be so.</summary>
    public IList<V1PodAffinityTerm>? RequiredDuringSchedulingIgnoredDuringExecution { get; set; }

    /// <summary>What is better.</summary>
    public IList<V1WeightedPodAffinityTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; set; }
}

/// <summary>Pods, and what near means.</summary>
public sealed class V1PodAffinityTerm : KubernetesModel
{
    /// <summary>The pods.</summary>
    public V1LabelSelector? LabelSelector { get; set; }

    /// <summary>Their namespaces; the same one if this and the selector are null.</summary>
    public IList<string>? Namespaces { get; set; }

    /// <summary>Their namespaces, by label.</summary>
    public V1LabelSelector? NamespaceSelector { get; set; }

    /// <summary>The node label whose value is the same for what is near.</summary>
    public string? TopologyKey { get; set; }

    /// <summary>Labels of the pod itself that the others must have alike.</summary>
    public IList<string>? MatchLabelKeys { get; set; }

    /// <summary>Labels of the pod itself that the others must not have alike.</summary>
    public IList<string>? MismatchLabelKeys { get; set; }
}

/// <summary>Pods it is better to be near to, or far from.</summary>
public sealed class V1WeightedPodAffinityTerm : KubernetesModel
{
    /// <summary>By how much, 1 to 100.</summary>
    public int? Weight { get; set; }

    /// <summary>Which.</summary>
    public V1PodAffinityTerm? PodAffinityTerm { get; set; }
}
