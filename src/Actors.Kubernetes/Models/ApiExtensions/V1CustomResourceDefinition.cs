namespace Actors.Kubernetes.Models;

/// <summary>Defines a kind of object. Its name is <c>plural.group</c>.</summary>
[KubernetesEntity(
    Group = "apiextensions.k8s.io", Version = "v1",
    Kind = "CustomResourceDefinition", Plural = "customresourcedefinitions", Namespaced = false)]
public sealed class V1CustomResourceDefinition : KubernetesResource
{
    /// <summary>What is wanted.</summary>
    public V1CustomResourceDefinitionSpec? Spec { get; set; }

    /// <summary>What was observed.</summary>
    public V1CustomResourceDefinitionStatus? Status { get; set; }
}

/// <summary>A kind of object.</summary>
public sealed class V1CustomResourceDefinitionSpec : KubernetesModel
{
    /// <summary>Its group.</summary>
    public string? Group { get; set; }

    /// <summary>Its names.</summary>
    public V1CustomResourceDefinitionNames? Names { get; set; }

    /// <summary><c>Namespaced</c> or <c>Cluster</c>.</summary>
    public string? Scope { get; set; }

    /// <summary>Its versions; exactly one is stored.</summary>
    public IList<V1CustomResourceDefinitionVersion>? Versions { get; set; }

    /// <summary>How versions are converted.</summary>
    public V1CustomResourceConversion? Conversion { get; set; }

    /// <summary>Must be false.</summary>
    public bool? PreserveUnknownFields { get; set; }
}

/// <summary>The names of a kind.</summary>
public sealed class V1CustomResourceDefinitionNames : KubernetesModel
{
    /// <summary>In paths, such as <c>databases</c>.</summary>
    public string? Plural { get; set; }

    /// <summary>For people; the kind in lower case by default.</summary>
    public string? Singular { get; set; }

    /// <summary>Short forms for command lines.</summary>
    public IList<string>? ShortNames { get; set; }

    /// <summary>The kind, such as <c>Database</c>.</summary>
    public string? Kind { get; set; }

    /// <summary>The kind of its lists, such as <c>DatabaseList</c>.</summary>
    public string? ListKind { get; set; }

    /// <summary>Groups it belongs to on command lines, such as <c>all</c>.</summary>
    public IList<string>? Categories { get; set; }
}

/// <summary>A version of a kind.</summary>
public sealed class V1CustomResourceDefinitionVersion : KubernetesModel
{
    /// <summary>Its name, such as <c>v1alpha1</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Whether the API serves it.</summary>
    public bool? Served { get; set; }

    /// <summary>Whether objects are stored in it.</summary>
    public bool? Storage { get; set; }

    /// <summary>Whether using it gives a warning.</summary>
    public bool? Deprecated { get; set; }

    /// <summary>That warning, if not the usual one.</summary>
    public string? DeprecationWarning { get; set; }

    /// <summary>What objects look like.</summary>
    public V1CustomResourceValidation? Schema { get; set; }

    /// <summary>Its subresources.</summary>
    public V1CustomResourceSubresources? Subresources { get; set; }

    /// <summary>Columns for tables.</summary>
    public IList<V1CustomResourceColumnDefinition>? AdditionalPrinterColumns { get; set; }

    /// <summary>Fields that field selectors can use.</summary>
    public IList<V1SelectableField>? SelectableFields { get; set; }
}

/// <summary>What objects look like.</summary>
public sealed class V1CustomResourceValidation : KubernetesModel
{
    /// <summary>As a schema.</summary>
    public V1JSONSchemaProps? OpenAPIV3Schema { get; set; }
}

/// <summary>The subresources of a kind.</summary>
public sealed class V1CustomResourceSubresources : KubernetesModel
{
    /// <summary>There if the status has a path of its own, and writes to the object leave it alone.</summary>
    public V1CustomResourceSubresourceStatus? Status { get; set; }

    /// <summary>There if the kind can be scaled.</summary>
    public V1CustomResourceSubresourceScale? Scale { get; set; }
}

/// <summary>Has no settings.</summary>
public sealed class V1CustomResourceSubresourceStatus : KubernetesModel;

/// <summary>Where the numbers are.</summary>
public sealed class V1CustomResourceSubresourceScale : KubernetesModel
{
    /// <summary>How many are wanted, such as <c>.spec.replicas</c>.</summary>
    public string? SpecReplicasPath { get; set; }

    /// <summary>How many there are, such as <c>.status.replicas</c>.</summary>
    public string? StatusReplicasPath { get; set; }

    /// <summary>The selector of pods, such as <c>.status.selector</c>.</summary>
    public string? LabelSelectorPath { get; set; }
}

/// <summary>A column of a table.</summary>
public sealed class V1CustomResourceColumnDefinition : KubernetesModel
{
    /// <summary>Its heading.</summary>
    public string? Name { get; set; }

    /// <summary><c>integer</c>, <c>number</c>, <c>string</c>, <c>boolean</c> or <c>date</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Further detail of the type.</summary>
    public string? Format { get; set; }

    /// <summary>For people.</summary>
    public string? Description { get; set; }

    /// <summary>Shown always if 0, else only in wide tables.</summary>
    public int? Priority { get; set; }

    /// <summary>Where its value is.</summary>
    public string? JsonPath { get; set; }
}

/// <summary>A field that field selectors can use.</summary>
public sealed class V1SelectableField : KubernetesModel
{
    /// <summary>Where it is, such as <c>.spec.color</c>.</summary>
    public string? JsonPath { get; set; }
}

/// <summary>How versions are converted.</summary>
public sealed class V1CustomResourceConversion : KubernetesModel
{
    /// <summary><c>None</c>, the default, which only changes the version, or <c>Webhook</c>.</summary>
    public string? Strategy { get; set; }

    /// <summary>For <c>Webhook</c>.</summary>
    public V1WebhookConversion? Webhook { get; set; }
}

/// <summary>Who converts versions.</summary>
public sealed class V1WebhookConversion : KubernetesModel
{
    /// <summary>Where it is.</summary>
    public V1WebhookClientConfig? ClientConfig { get; set; }

    /// <summary>The versions of the question it knows, best first.</summary>
    public IList<string>? ConversionReviewVersions { get; set; }
}

/// <summary>What was observed of a definition.</summary>
public sealed class V1CustomResourceDefinitionStatus : KubernetesModel
{
    /// <summary><c>Established</c>, <c>NamesAccepted</c> and others.</summary>
    public IList<V1CustomResourceDefinitionCondition>? Conditions { get; set; }

    /// <summary>The names that are in use.</summary>
    public V1CustomResourceDefinitionNames? AcceptedNames { get; set; }

    /// <summary>All versions that objects may be stored in.</summary>
    public IList<string>? StoredVersions { get; set; }

    /// <summary>The generation this is about.</summary>
    public long? ObservedGeneration { get; set; }
}

/// <summary>One aspect of a definition's state.</summary>
public sealed class V1CustomResourceDefinitionCondition : KubernetesModel
{
    /// <summary>Which aspect.</summary>
    public string? Type { get; set; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; set; }

    /// <summary>When the status changed last.</summary>
    public Time? LastTransitionTime { get; set; }

    /// <summary>Why, in one word.</summary>
    public string? Reason { get; set; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; set; }

    /// <summary>The generation this was seen at.</summary>
    public long? ObservedGeneration { get; set; }
}
