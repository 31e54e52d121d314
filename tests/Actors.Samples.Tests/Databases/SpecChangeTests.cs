using Actors.Kubernetes.Models;

namespace Actors.Samples.Databases.Tests;

public sealed class SpecChangeTests : DatabaseTestBase
{
    [Fact]
    public async Task A_new_version_rolls_out()
    {
        await CreateReadyAsync();
        await ChangeAsync(static spec => spec.Version = "17");
        Assert.Equal("postgres:17", (await Kit.FindAsync<V1Pod>(Space, "orders-0"))!.Spec!.Containers![0].Image);
    }

    [Fact]
    public async Task The_volume_grows_and_the_pod_goes_on()
    {
        await CreateReadyAsync();
        var (pod, set) = (await Kit.FindAsync<V1Pod>(Space, "orders-0"), await Kit.FindAsync<V1StatefulSet>(Space, Name));
        await ChangeAsync(static spec => spec.StorageSize = "2Gi");
        var claim = await Kit.FindAsync<V1PersistentVolumeClaim>(Space, "data-orders-0");
        Assert.Equal("2Gi", claim!.Spec!.Resources!.Requests!["storage"].ToString());
        var replaced = await Kit.FindAsync<V1StatefulSet>(Space, Name);
        Assert.NotEqual(set!.Metadata.Uid, replaced!.Metadata.Uid);
        Assert.Equal("2Gi", DatabaseStatefulSet.StorageOf(replaced).ToString());
        Assert.Equal(pod!.Metadata.Uid, (await Kit.FindAsync<V1Pod>(Space, "orders-0"))!.Metadata.Uid);
    }

    [Fact]
    public async Task A_volume_that_should_shrink_is_a_failure_until_it_should_not()
    {
        var database = await CreateReadyAsync(static spec => spec.StorageSize = "2Gi");
        await Kit.ChangeAsync(database, static one => one.Spec.StorageSize = "1Gi");
        var failed = await Kit.WaitForAsync(database, one => one.Status?.Phase == DatabasePhase.Failed);
        var ready = Condition(failed, DatabaseStatus.Ready)!;
        Assert.Equal(("False", "StorageCannotShrink", "the volume has 2Gi and cannot shrink to 1Gi"), (ready.Status, ready.Reason, ready.Message));
        Assert.Equal("2Gi", DatabaseStatefulSet.StorageOf((await Kit.FindAsync<V1StatefulSet>(Space, Name))!).ToString());

        await ChangeAsync(static spec => spec.StorageSize = "2Gi");
    }

    [Fact]
    public async Task Backups_come_change_and_go_with_their_policy()
    {
        await CreateReadyAsync();
        await ChangeAsync(static spec => spec.BackupPolicy = new BackupPolicy { Enabled = true });
        Assert.Equal("0 3 * * *", (await Kit.WaitForAsync<V1CronJob>(Space, "orders-backup", static one => true)).Spec!.Schedule);
        await ChangeAsync(static spec => spec.BackupPolicy!.Schedule = "30 1 * * 0");
        await Kit.WaitForAsync<V1CronJob>(Space, "orders-backup", static one => one.Spec!.Schedule == "30 1 * * 0");
        await ChangeAsync(static spec => spec.BackupPolicy!.Enabled = false);
        await Kit.WaitForGoneAsync<V1CronJob>(Space, "orders-backup");
        Assert.NotNull(await Kit.FindAsync<V1PersistentVolumeClaim>(Space, "orders-backup"));
    }

    [Fact]
    public async Task Nothing_is_written_when_nothing_is_to_be_done()
    {
        var database = await CreateReadyAsync(static spec => spec.BackupPolicy = new BackupPolicy { Enabled = true });
        Kit.Requests.Forget();

        // Another database is there when the operator has had the time to come to the first one.
        var changed = await Kit.ChangeAsync(database, static one => one.Metadata.Labels = new Dictionary<string, string> { ["team"] = "a" });
        var other = NewDatabase();
        other.Metadata.Name = "other";
        await WhenReadyAsync(await Kit.CreateAsync(other));
        Assert.Equal(changed.Metadata.ResourceVersion, (await Kit.FindAsync<Database>(Space, Name))!.Metadata.ResourceVersion);

        // The answer to the status that made it ready may have come after it was seen to be.
        Assert.DoesNotContain(Kit.Requests.Writes, static one => one.Name.Contains("orders", StringComparison.Ordinal) && one.Resource != "databases/status");
    }
}
