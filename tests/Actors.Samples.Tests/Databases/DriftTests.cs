using Actors.Kubernetes.Models;

namespace Actors.Samples.Databases.Tests;

public sealed class DriftTests : DatabaseTestBase
{
    [Fact]
    public async Task What_is_deleted_by_hand_comes_back()
    {
        await CreateReadyAsync(static spec => spec.BackupPolicy = new BackupPolicy { Enabled = true });
        await ComesBackAsync<V1StatefulSet>(Name);
        await ComesBackAsync<V1Service>(Name);
        await ComesBackAsync<V1CronJob>("orders-backup");
        await Kit.WaitForAsync<Database>(Space, Name, static one => one.Status?.Phase == DatabasePhase.Ready);
    }

    [Fact]
    public async Task What_is_changed_by_hand_is_changed_back()
    {
        await CreateReadyAsync(static spec => spec.BackupPolicy = new BackupPolicy { Enabled = true });
        await Kit.ChangeAsync<V1StatefulSet>(Space, Name, static set => set.Spec!.Replicas = 3);
        await Kit.WaitForAsync<V1StatefulSet>(Space, Name, static set => set.Spec!.Replicas == 1);
        await Kit.ChangeAsync<V1StatefulSet>(Space, Name, static set => set.Spec!.Template!.Spec!.Containers![0].Image = "postgres:9");
        await Kit.WaitForAsync<V1StatefulSet>(Space, Name, static set => set.Spec!.Template!.Spec!.Containers![0].Image == "postgres:16");
        await Kit.ChangeAsync<V1Service>(Space, Name, static service => service.Spec!.Selector!["app.kubernetes.io/instance"] = "other");
        await Kit.WaitForAsync<V1Service>(Space, Name, static service => service.Spec!.Selector!["app.kubernetes.io/instance"] == Name);
        await Kit.ChangeAsync<V1CronJob>(Space, "orders-backup", static job => job.Spec!.Schedule = "* * * * *");
        await Kit.WaitForAsync<V1CronJob>(Space, "orders-backup", static job => job.Spec!.Schedule == "0 3 * * *");
    }

    [Fact]
    public async Task What_others_add_is_left_alone()
    {
        await CreateReadyAsync();
        await Kit.ChangeAsync<V1StatefulSet>(Space, Name, static set => set.Metadata.Annotations = new Dictionary<string, string> { ["team"] = "a" });
        await ChangeAsync(static spec => spec.Version = "17");
        Assert.Equal("a", (await Kit.FindAsync<V1StatefulSet>(Space, Name))!.Metadata.Annotations!["team"]);
    }

    private async Task ComesBackAsync<T>(string name)
        where T : class, IKubernetesObject
    {
        var before = await Kit.FindAsync<T>(Space, name);
        await Kit.DeleteAsync<T>(Space, name);
        await Kit.WaitForAsync<T>(Space, name, one => one.Metadata.Uid != before!.Metadata.Uid);
    }
}
