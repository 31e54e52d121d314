using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>
/// An object of a kind that a CustomResourceDefinition defines, without a status. Derive from it and put a
/// <see cref="KubernetesEntityAttribute"/> on the class.
/// </summary>
/// <typeparam name="TSpec">What is wanted. Derives from <see cref="KubernetesModel"/> if fields it does not know are to survive an update.</typeparam>
public abstract class CustomResource<TSpec> : KubernetesResource
    where TSpec : class, new()
{
    private TSpec? _spec;
    private bool _isSpecGiven;

    /// <summary>What is wanted; never null. One that was neither read nor set is written only if it differs from a new one.</summary>
    [JsonIgnore]
    public TSpec Spec
    {
        get => _spec ??= new TSpec();
        set
        {
            _spec = value;
            _isSpecGiven = value is not null;
        }
    }

    /// <summary>
    /// Absent stays absent, even if somebody has looked at it: bookmarks have no spec, and to apply labels or a status must not
    /// claim the spec.
    /// </summary>
    [JsonInclude]
    [JsonPropertyName("spec")]
    internal TSpec? WrittenSpec
    {
        get => _isSpecGiven || (_spec is not null && KubernetesJson.Serialize(_spec) != KubernetesJson.Serialize(new TSpec())) ? _spec : null;
        set => Spec = value!;
    }
}

/// <summary>
/// An object of a kind that a CustomResourceDefinition defines. Derive from it and put a <see cref="KubernetesEntityAttribute"/> on the class.
/// </summary>
/// <typeparam name="TSpec">What is wanted. Derives from <see cref="KubernetesModel"/> if fields it does not know are to survive an update.</typeparam>
/// <typeparam name="TStatus">What was observed; likewise.</typeparam>
public abstract class CustomResource<TSpec, TStatus> : CustomResource<TSpec>
    where TSpec : class, new()
    where TStatus : class
{
    /// <summary>What was observed last; null before the first time.</summary>
    [JsonPropertyOrder(1)]
    public TStatus? Status { get; set; }
}
