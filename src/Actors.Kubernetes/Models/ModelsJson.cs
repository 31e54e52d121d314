using System.Text.Json.Serialization;

namespace Actors.Kubernetes.Models;

/// <summary>
/// How the models are read and written, as the compiler knows it: at run time nothing is found out by reflection, nor code made for each member. A model that is not here, as an author's own, is
/// read and written all the same.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CoreV1Event))]
[JsonSerializable(typeof(EventsV1Event))]
[JsonSerializable(typeof(KubernetesResource))]
[JsonSerializable(typeof(V1ConfigMap))]
[JsonSerializable(typeof(V1CronJob))]
[JsonSerializable(typeof(V1CustomResourceDefinition))]
[JsonSerializable(typeof(V1DaemonSet))]
[JsonSerializable(typeof(V1DeleteOptions))]
[JsonSerializable(typeof(V1Deployment))]
[JsonSerializable(typeof(V1Job))]
[JsonSerializable(typeof(V1Lease))]
[JsonSerializable(typeof(V1ListMeta))]
[JsonSerializable(typeof(V1MutatingWebhookConfiguration))]
[JsonSerializable(typeof(V1Namespace))]
[JsonSerializable(typeof(V1Node))]
[JsonSerializable(typeof(V1ObjectMeta))]
[JsonSerializable(typeof(V1PersistentVolumeClaim))]
[JsonSerializable(typeof(V1Pod))]
[JsonSerializable(typeof(V1PodDisruptionBudget))]
[JsonSerializable(typeof(V1ReplicaSet))]
[JsonSerializable(typeof(V1Scale))]
[JsonSerializable(typeof(V1Secret))]
[JsonSerializable(typeof(V1Service))]
[JsonSerializable(typeof(V1ServiceAccount))]
[JsonSerializable(typeof(V1StatefulSet))]
[JsonSerializable(typeof(V1Status))]
[JsonSerializable(typeof(V1ValidatingWebhookConfiguration))]
internal sealed partial class ModelsJson : JsonSerializerContext;
