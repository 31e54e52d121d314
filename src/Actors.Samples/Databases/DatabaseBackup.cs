using Actors.Kubernetes.Models;
using Actors.Operators;

namespace Actors.Samples.Databases;

/// <summary>The CronJob that backs a database up, and the volume it writes to.</summary>
internal static class DatabaseBackup
{
    private const string Path = "/backups";

    /// <summary>Has the CronJob be there if backups are wanted, and only then. The volume stays: it holds the backups.</summary>
    public static async Task EnsureAsync(ReconcileContext<Database> context, V1SecretKeySelector password, CancellationToken cancellation)
    {
        var database = context.Object;
        if (database.Spec.BackupPolicy is { Enabled: true } policy)
        {
            if (context.Child<V1PersistentVolumeClaim>(DatabaseNames.BackupOf(database)) is null) await context.ApplyAsync(Claim(database), cancellation);
            await context.ApplyAsync(Job(database, policy, password), cancellation);
        }
        else if (context.Child<V1CronJob>(DatabaseNames.BackupOf(database)) is not null)
        {
            await context.DeleteAsync<V1CronJob>(DatabaseNames.BackupOf(database), cancellation);
        }
    }

    private static V1CronJob Job(Database database, BackupPolicy policy, V1SecretKeySelector password) => new()
    {
        Metadata = new V1ObjectMeta { Name = DatabaseNames.BackupOf(database), Labels = DatabaseNames.Labels(database) },
        Spec = new V1CronJobSpec
        {
            Schedule = policy.Schedule ?? "0 3 * * *",
            ConcurrencyPolicy = "Forbid",
            JobTemplate = new V1JobTemplateSpec
            {
                Spec = new V1JobSpec
                {
                    BackoffLimit = 3,
                    Template = new V1PodTemplateSpec
                    {
                        Spec = new V1PodSpec
                        {
                            RestartPolicy = "Never",
                            Containers = [Dump(database, password)],
                            Volumes = [new V1Volume { Name = "backups", PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = DatabaseNames.BackupOf(database) } }],
                        },
                    },
                },
            },
        },
    };

    private static V1Container Dump(Database database, V1SecretKeySelector password)
    {
        var engine = EngineProfile.Of(database);
        return new V1Container
        {
            Name = "dump",
            Image = engine.ImageOf(database),
            Command = ["sh", "-c", $"{engine.DumpCommand} > {Path}/$(date -u +%Y%m%d-%H%M%S)"],
            Env =
            [
                new V1EnvVar { Name = "HOST", Value = DatabaseNames.HostOf(database) },
                new V1EnvVar { Name = "USER", Value = DatabaseNames.UserOf(database) },
                new V1EnvVar { Name = "PASSWORD", ValueFrom = new V1EnvVarSource { SecretKeyRef = password } },
            ],
            VolumeMounts = [new V1VolumeMount { Name = "backups", MountPath = Path }],
        };
    }

    private static V1PersistentVolumeClaim Claim(Database database) => new()
    {
        Metadata = new V1ObjectMeta { Name = DatabaseNames.BackupOf(database), Labels = DatabaseNames.Labels(database) },
        Spec = new V1PersistentVolumeClaimSpec
        {
            AccessModes = ["ReadWriteOnce"],
            Resources = new V1VolumeResourceRequirements { Requests = new Dictionary<string, Quantity> { ["storage"] = database.Spec.StorageSize } },
        },
    };
}
