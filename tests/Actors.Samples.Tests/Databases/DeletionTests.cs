using System.Net;
using Actors.Kubernetes.Models;

namespace Actors.Samples.Databases.Tests;

public sealed class DeletionTests : DatabaseTestBase
{
    [Fact]
    public async Task Nothing_is_left_of_a_database_that_is_deleted()
    {
        var database = await CreateReadyAsync(static spec => spec.BackupPolicy = new BackupPolicy { Enabled = true });
        Assert.Equal(["databases.example.com/finalizer"], database.Metadata.Finalizers);
        Assert.NotNull(await Kit.FindAsync<V1PersistentVolumeClaim>(Space, "data-orders-0"));

        await Kit.DeleteAsync<Database>(Space, Name);
        await Kit.WaitForGoneAsync<Database>(Space, Name);
        await Kit.WaitForGoneAsync<V1StatefulSet>(Space, Name);
        await Kit.WaitForGoneAsync<V1PersistentVolumeClaim>(Space, "data-orders-0");
        await Kit.WaitForGoneAsync<V1PersistentVolumeClaim>(Space, "orders-backup");
        await Kit.WaitForGoneAsync<V1Service>(Space, Name);
        await Kit.WaitForGoneAsync<V1Secret>(Space, "orders-password");
        await Kit.WaitForGoneAsync<V1CronJob>(Space, "orders-backup");
        await Kit.WaitForGoneAsync<V1Pod>(Space, "orders-0");
    }

    [Fact]
    public async Task It_stays_until_its_claims_are_gone()
    {
        await CreateReadyAsync();
        using var fault = Kit.Requests.Fail("deletecollection", "persistentvolumeclaims", HttpStatusCode.InternalServerError, times: 3);
        await Kit.DeleteAsync<Database>(Space, Name);
        await Kit.WaitForGoneAsync<Database>(Space, Name);
        Assert.Equal(3, fault.Hits);
        await Kit.WaitForGoneAsync<V1PersistentVolumeClaim>(Space, "data-orders-0");
    }

    [Fact]
    public async Task A_database_that_waits_for_its_secret_can_be_deleted()
    {
        var created = await Kit.CreateAsync(NewDatabase(static spec => spec.PasswordSecretRef = new SecretKeyReference { Name = "own" }));
        await Kit.WaitForAsync(created, one => one.Status?.Phase == DatabasePhase.Pending);
        await Kit.DeleteAsync<Database>(Space, Name);
        await Kit.WaitForGoneAsync<Database>(Space, Name);
    }

    [Fact]
    public async Task What_its_predecessor_has_left_is_not_relied_upon()
    {
        await CreateReadyAsync();
        var before = await Kit.ChangeAsync<V1Secret>(Space, "orders-password", static secret => secret.Metadata.Finalizers = ["example.com/slow"]);
        await Kit.DeleteAsync<Database>(Space, Name);
        await Kit.WaitForGoneAsync<Database>(Space, Name);
        await Kit.WaitForAsync<V1Secret>(Space, "orders-password", static one => one.Metadata.DeletionTimestamp is not null);

        var created = await Kit.CreateAsync(NewDatabase());
        await Kit.WaitForAsync(created, static one => Condition(one, DatabaseStatus.PasswordAvailable)?.Reason == "SecretOfAnother");
        await Kit.ChangeAsync<V1Secret>(Space, "orders-password", static secret => secret.Metadata.Finalizers = null);
        await WhenReadyAsync(created);
        Assert.NotEqual(before.Metadata.Uid, (await Kit.FindAsync<V1Secret>(Space, "orders-password"))!.Metadata.Uid);
    }

    [Fact]
    public async Task Another_database_of_its_name_begins_anew()
    {
        await CreateReadyAsync();
        await Kit.DeleteAsync<Database>(Space, Name);
        await Kit.WaitForGoneAsync<Database>(Space, Name);
        await CreateReadyAsync(static spec => spec.Engine = DatabaseEngine.MySQL);
        await Kit.WaitForAsync<V1StatefulSet>(Space, Name, static set => set.Spec!.Template!.Spec!.Containers![0].Image == "mysql:16");
    }
}
