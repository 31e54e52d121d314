namespace Actors.Kubernetes.Models;

/// <summary>Selects objects by label: all conditions must hold; without any, all objects are selected.</summary>
public sealed class V1LabelSelector : KubernetesModel
{
    /// <summary>Labels that must have exactly these values.</summary>
    public IDictionary<string, string>? MatchLabels { get; set; }

    /// <summary>Further conditions.</summary>
    public IList<V1LabelSelectorRequirement>? MatchExpressions { get; set; }
}

/// <summary>One condition on one label.</summary>
public sealed class V1LabelSelectorRequirement : KubernetesModel
{
    /// <summary>The label.</summary>
    public string? Key { get; set; }

    /// <summary><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</summary>
    public string? Operator { get; set; }

    /// <summary>The values for <c>In</c> and <c>NotIn</c>; else empty.</summary>
    public IList<string>? Values { get; set; }
}
