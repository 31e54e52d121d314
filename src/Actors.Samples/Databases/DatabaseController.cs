using Actors.Kubernetes.Models;
using Actors.Objects;
using Actors.Operators;

namespace Actors.Samples.Databases;

/// <summary>What the operator watches for Databases.</summary>
public static class DatabaseController
{
    /// <summary>What a Database owns comes back to it when somebody changes it; so does a Secret that it refers to.</summary>
    public static void Configure(ControllerOptions<Database> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options
            .Owns<V1StatefulSet>()
            .Owns<V1Service>()
            .Owns<V1Secret>()
            .Owns<V1CronJob>()
            .Owns<V1PersistentVolumeClaim>()
            .References<V1Secret>(SecretsOf);
    }

    private static IEnumerable<ObjectKey> SecretsOf(Database database) =>
        database.Spec.PasswordSecretRef is { } reference ? [new ObjectKey(database.Metadata.Namespace!, reference.Name)] : [];
}
