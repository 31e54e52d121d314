using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>
/// A part of an object. A property is null where the field is absent. Fields that have no property are kept and written back, so that a
/// resource newer than the model loses nothing by being read and updated. Types for custom resources derive from it for the same effect.
/// </summary>
public abstract class KubernetesModel
{
    /// <summary>The fields that were read and have no property here, by name.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
