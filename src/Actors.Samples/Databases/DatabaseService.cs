using Actors.Kubernetes.Models;

namespace Actors.Samples.Databases;

/// <summary>The headless Service by which a database is found.</summary>
internal static class DatabaseService
{
    public static V1Service For(Database database) => new()
    {
        Metadata = new V1ObjectMeta { Name = DatabaseNames.Of(database), Labels = DatabaseNames.Labels(database) },
        Spec = new V1ServiceSpec
        {
            ClusterIP = "None",
            Selector = DatabaseNames.Selector(database),
            Ports = [new V1ServicePort { Name = "server", Port = EngineProfile.Of(database).Port, TargetPort = "server" }],
        },
    };
}
