using Actors.Kubernetes.Models;

namespace Actors.Samples.Databases;

/// <summary>The StatefulSet that runs a database.</summary>
internal static class DatabaseStatefulSet
{
    public static V1StatefulSet For(Database database, V1SecretKeySelector password) => new()
    {
        Metadata = new V1ObjectMeta { Name = DatabaseNames.Of(database), Labels = DatabaseNames.Labels(database) },
        Spec = new V1StatefulSetSpec
        {
            Replicas = 1,
            ServiceName = DatabaseNames.Of(database),
            Selector = new V1LabelSelector { MatchLabels = DatabaseNames.Selector(database) },
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = DatabaseNames.Labels(database) },
                Spec = new V1PodSpec { Containers = [Server(database, password)] },
            },
            VolumeClaimTemplates = [Claim(database)],
        },
    };

    /// <summary>The size of the volume that a StatefulSet asks for.</summary>
    public static Quantity StorageOf(V1StatefulSet set) =>
        set.Spec?.VolumeClaimTemplates?.FirstOrDefault()?.Spec?.Resources?.Requests?.TryGetValue("storage", out var size) == true ? size : default;

    private static V1Container Server(Database database, V1SecretKeySelector password)
    {
        var engine = EngineProfile.Of(database);
        return new V1Container
        {
            Name = "server",
            Image = engine.ImageOf(database),
            Args = engine.Arguments.Count == 0 ? null : [.. engine.Arguments],
            Ports = [new V1ContainerPort { Name = "server", ContainerPort = engine.Port }],
            Env =
            [
                .. engine.Variables.Select(static one => new V1EnvVar { Name = one.Key, Value = one.Value }),
                .. engine.UserVariables.Select(name => new V1EnvVar { Name = name, Value = DatabaseNames.UserOf(database) }),
                .. engine.PasswordVariables.Select(name => new V1EnvVar { Name = name, ValueFrom = new V1EnvVarSource { SecretKeyRef = password } }),
            ],
            ReadinessProbe = new V1Probe { TcpSocket = new V1TCPSocketAction { Port = "server" }, PeriodSeconds = 5 },
            VolumeMounts = [new V1VolumeMount { Name = DatabaseNames.Volume, MountPath = EngineProfile.DataPath }],
        };
    }

    private static V1PersistentVolumeClaim Claim(Database database) => new()
    {
        Metadata = new V1ObjectMeta { Name = DatabaseNames.Volume },
        Spec = new V1PersistentVolumeClaimSpec
        {
            AccessModes = ["ReadWriteOnce"],
            Resources = new V1VolumeResourceRequirements { Requests = new Dictionary<string, Quantity> { ["storage"] = database.Spec.StorageSize } },
        },
    };
}
