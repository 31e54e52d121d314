using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>A schema: OpenAPI v3 with what Kubernetes adds.</summary>
public sealed class V1JSONSchemaProps : KubernetesModel
{
    /// <summary><c>object</c>, <c>array</c>, <c>string</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Further detail of the type, such as <c>int32</c>, <c>date-time</c>.</summary>
    public string? Format { get; set; }

    /// <summary>A heading.</summary>
    public string? Title { get; set; }

    /// <summary>For people.</summary>
    public string? Description { get; set; }

    /// <summary>The value of what is absent.</summary>
    [JsonConverter(typeof(ExplicitNullJsonConverter))]
    public JsonElement? Default { get; set; }

    /// <summary>Whether null is allowed.</summary>
    public bool? Nullable { get; set; }

    /// <summary>All values that are allowed.</summary>
    public IList<JsonElement>? Enum { get; set; }

    /// <summary>The properties that must be there.</summary>
    public IList<string>? Required { get; set; }

    /// <summary>The properties of an object.</summary>
    public IDictionary<string, V1JSONSchemaProps>? Properties { get; set; }

    /// <summary>Whether an object has others, and of which schema.</summary>
    public V1JSONSchemaPropsOrBool? AdditionalProperties { get; set; }

    /// <summary>How many properties at least.</summary>
    public long? MinProperties { get; set; }

    /// <summary>How many properties at most.</summary>
    public long? MaxProperties { get; set; }

    /// <summary>The schema of an array's items.</summary>
    public V1JSONSchemaProps? Items { get; set; }

    /// <summary>How many items at least.</summary>
    public long? MinItems { get; set; }

    /// <summary>How many items at most.</summary>
    public long? MaxItems { get; set; }

    /// <summary>Whether no two items are alike; must not be true.</summary>
    public bool? UniqueItems { get; set; }

    /// <summary>The regular expression (RE2) a string must match.</summary>
    public string? Pattern { get; set; }

    /// <summary>How many characters at least.</summary>
    public long? MinLength { get; set; }

    /// <summary>How many characters at most.</summary>
    public long? MaxLength { get; set; }

    /// <summary>The least number.</summary>
    public double? Minimum { get; set; }

    /// <summary>Whether the least number itself is not allowed.</summary>
    public bool? ExclusiveMinimum { get; set; }

    /// <summary>The greatest number.</summary>
    public double? Maximum { get; set; }

    /// <summary>Whether the greatest number itself is not allowed.</summary>
    public bool? ExclusiveMaximum { get; set; }

    /// <summary>What a number must be a multiple of.</summary>
    public double? MultipleOf { get; set; }

    /// <summary>Schemas that must all hold.</summary>
    public IList<V1JSONSchemaProps>? AllOf { get; set; }

    /// <summary>Schemas of which one must hold.</summary>
    public IList<V1JSONSchemaProps>? AnyOf { get; set; }

    /// <summary>Schemas of which exactly one must hold.</summary>
    public IList<V1JSONSchemaProps>? OneOf { get; set; }

    /// <summary>A schema that must not hold.</summary>
    public V1JSONSchemaProps? Not { get; set; }

    /// <summary>A value as an example.</summary>
    [JsonConverter(typeof(ExplicitNullJsonConverter))]
    public JsonElement? Example { get; set; }

    /// <summary>Where there is more to read.</summary>
    public V1ExternalDocumentation? ExternalDocs { get; set; }

    /// <summary>Whether fields without a schema are kept.</summary>
    [JsonPropertyName("x-kubernetes-preserve-unknown-fields")]
    public bool? XKubernetesPreserveUnknownFields { get; set; }

    /// <summary>Whether it is an object of its own, with apiVersion, kind and metadata.</summary>
    [JsonPropertyName("x-kubernetes-embedded-resource")]
    public bool? XKubernetesEmbeddedResource { get; set; }

    /// <summary>Whether it is a whole number or a string.</summary>
    [JsonPropertyName("x-kubernetes-int-or-string")]
    public bool? XKubernetesIntOrString { get; set; }

    /// <summary><c>atomic</c>, the default, <c>set</c> or <c>map</c>.</summary>
    [JsonPropertyName("x-kubernetes-list-type")]
    public string? XKubernetesListType { get; set; }

    /// <summary>The properties that make an item of a <c>map</c> list unique.</summary>
    [JsonPropertyName("x-kubernetes-list-map-keys")]
    public IList<string>? XKubernetesListMapKeys { get; set; }

    /// <summary><c>granular</c>, the default, or <c>atomic</c>.</summary>
    [JsonPropertyName("x-kubernetes-map-type")]
    public string? XKubernetesMapType { get; set; }

    /// <summary>CEL rules.</summary>
    [JsonPropertyName("x-kubernetes-validations")]
    public IList<V1ValidationRule>? XKubernetesValidations { get; set; }
}

/// <summary>Where there is more to read.</summary>
public sealed class V1ExternalDocumentation : KubernetesModel
{
    /// <summary>What.</summary>
    public string? Description { get; set; }

    /// <summary>Where.</summary>
    public string? Url { get; set; }
}

/// <summary>A CEL rule.</summary>
public sealed class V1ValidationRule : KubernetesModel
{
    /// <summary>What must be true of <c>self</c>, and of <c>oldSelf</c> where there is one.</summary>
    public string? Rule { get; set; }

    /// <summary>What is said if it is not.</summary>
    public string? Message { get; set; }

    /// <summary>CEL that computes what is said.</summary>
    public string? MessageExpression { get; set; }

    /// <summary>For programs, such as <c>FieldValueInvalid</c>, the default, or <c>FieldValueForbidden</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>The field that is blamed, such as <c>.spec.size</c>.</summary>
    public string? FieldPath { get; set; }

    /// <summary>Whether the rule is also asked where there is no old value.</summary>
    public bool? OptionalOldSelf { get; set; }
}
