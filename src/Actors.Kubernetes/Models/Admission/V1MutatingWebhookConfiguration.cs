namespace Actors.Kubernetes.Models;

/// <summary>Who may change objects before they are stored.</summary>
[KubernetesEntity(
    Group = "admissionregistration.k8s.io", Version = "v1",
    Kind = "MutatingWebhookConfiguration", Plural = "mutatingwebhookconfigurations", Namespaced = false)]
public sealed class V1MutatingWebhookConfiguration : KubernetesResource
{
    /// <summary>The webhooks.</summary>
    public IList<V1MutatingWebhook>? Webhooks { get; set; }
}

/// <summary>A webhook that may change objects.</summary>
public sealed class V1MutatingWebhook : KubernetesModel
{
    /// <summary>A domain name, unique in the configuration.</summary>
    public string? Name { get; set; }

    /// <summary>Where it is.</summary>
    public V1WebhookClientConfig? ClientConfig { get; set; }

    /// <summary>What it is asked about.</summary>
    public IList<V1RuleWithOperations>? Rules { get; set; }

    /// <summary>When it cannot be asked: <c>Fail</c>, the default, or <c>Ignore</c>.</summary>
    public string? FailurePolicy { get; set; }

    /// <summary><c>Equivalent</c>, the default, or <c>Exact</c>: whether other versions of a kind count.</summary>
    public string? MatchPolicy { get; set; }

    /// <summary>The namespaces whose objects it is asked about.</summary>
    public V1LabelSelector? NamespaceSelector { get; set; }

    /// <summary>The objects it is asked about.</summary>
    public V1LabelSelector? ObjectSelector { get; set; }

    /// <summary><c>None</c> or <c>NoneOnDryRun</c>.</summary>
    public string? SideEffects { get; set; }

    /// <summary>Seconds it may take, 1 to 30; 10 by default.</summary>
    public int? TimeoutSeconds { get; set; }

    /// <summary>The versions of the question it knows, best first.</summary>
    public IList<string>? AdmissionReviewVersions { get; set; }

    /// <summary><c>Never</c>, the default, or <c>IfNeeded</c>: whether it is asked again after others made changes.</summary>
    public string? ReinvocationPolicy { get; set; }

    /// <summary>CEL conditions for being asked.</summary>
    public IList<V1MatchCondition>? MatchConditions { get; set; }
}
