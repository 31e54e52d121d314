namespace Actors.Kubernetes.Models;

/// <summary>What a webhook is asked about.</summary>
public sealed class V1RuleWithOperations : KubernetesModel
{
    /// <summary><c>CREATE</c>, <c>UPDATE</c>, <c>DELETE</c>, <c>CONNECT</c> or <c>*</c>.</summary>
    public IList<string>? Operations { get; set; }

    /// <summary>The groups; <c>*</c> for all.</summary>
    public IList<string>? ApiGroups { get; set; }

    /// <summary>The versions; <c>*</c> for all.</summary>
    public IList<string>? ApiVersions { get; set; }

    /// <summary>The resources: <c>pods</c>, <c>pods/status</c>, <c>*</c>, <c>*/scale</c>, <c>*/*</c>.</summary>
    public IList<string>? Resources { get; set; }

    /// <summary><c>Cluster</c>, <c>Namespaced</c> or <c>*</c>, the default.</summary>
    public string? Scope { get; set; }
}

/// <summary>A CEL condition for a webhook to be asked.</summary>
public sealed class V1MatchCondition : KubernetesModel
{
    /// <summary>Its name, for errors.</summary>
    public string? Name { get; set; }

    /// <summary>The condition.</summary>
    public string? Expression { get; set; }
}
