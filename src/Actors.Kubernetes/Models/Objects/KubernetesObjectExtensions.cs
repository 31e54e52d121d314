using Actors.Objects;

namespace Actors.Kubernetes.Models;

/// <summary>From bytes to models and back.</summary>
public static class KubernetesObjectExtensions
{
    /// <summary>Reads the object as a model.</summary>
    /// <exception cref="System.Text.Json.JsonException">It does not fit the model; the message says where.</exception>
    public static T As<T>(this KubernetesObject subject)
        where T : IKubernetesObject => KubernetesJson.Deserialize<T>(subject.Json.Span);

    /// <summary>Writes a model as the bytes the API has for it.</summary>
    public static KubernetesObject ToKubernetesObject(this IKubernetesObject model) =>
        KubernetesObject.Parse(KubernetesJson.SerializeToUtf8Bytes(model), ObjectContent.Whole);
}
