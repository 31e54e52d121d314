using System.Text;
using Actors.Kubernetes.Models;

namespace Actors.Samples.Databases.Tests;

public sealed class ProvisioningTests : DatabaseTestBase
{
    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL, "postgres:16", 5432, "postgresql://admin@orders.default.svc:5432/", "POSTGRES_PASSWORD")]
    [InlineData(DatabaseEngine.MySQL, "mysql:16", 3306, "mysql://admin@orders.default.svc:3306/", "MYSQL_PASSWORD")]
    [InlineData(DatabaseEngine.MongoDB, "mongo:16", 27017, "mongodb://admin@orders.default.svc:27017/", "MONGO_INITDB_ROOT_PASSWORD")]
    public async Task A_database_gets_all_that_it_needs(DatabaseEngine engine, string image, int port, string connection, string variable)
    {
        var database = await CreateReadyAsync(spec => spec.Engine = engine);
        Assert.Equal(connection, database.Status!.ConnectionString);
        Assert.Equal(1, database.Status.ObservedGeneration);
        Assert.Equal(("True", "PodsReady"), (Condition(database, DatabaseStatus.Ready)!.Status, Condition(database, DatabaseStatus.Ready)!.Reason));

        var set = await Kit.FindAsync<V1StatefulSet>(Space, Name);
        var container = Assert.Single(set!.Spec!.Template!.Spec!.Containers!);
        Assert.Equal(image, container.Image);
        Assert.Equal("1Gi", DatabaseStatefulSet.StorageOf(set).ToString());
        var password = Assert.Single(container.Env!, one => one.Name == variable).ValueFrom!.SecretKeyRef!;
        Assert.Equal(("orders-password", "password"), (password.Name, password.Key));

        var service = await Kit.FindAsync<V1Service>(Space, Name);
        Assert.Equal(("None", port), (service!.Spec!.ClusterIP, Assert.Single(service.Spec.Ports!).Port));
        Assert.Equal(24, (await Kit.FindAsync<V1Secret>(Space, "orders-password"))!.Data!["password"].Length);
        Assert.Null(await Kit.FindAsync<V1CronJob>(Space, "orders-backup"));
    }

    [Fact]
    public async Task All_that_it_makes_belongs_to_the_database()
    {
        var database = await CreateReadyAsync(spec => spec.BackupPolicy = new BackupPolicy { Enabled = true });
        IKubernetesObject?[] made =
        [
            await Kit.FindAsync<V1StatefulSet>(Space, Name), await Kit.FindAsync<V1Service>(Space, Name), await Kit.FindAsync<V1Secret>(Space, "orders-password"),
            await Kit.FindAsync<V1CronJob>(Space, "orders-backup"), await Kit.FindAsync<V1PersistentVolumeClaim>(Space, "orders-backup"),
        ];
        Assert.All(made, one =>
        {
            var owner = Assert.Single(one!.Metadata.OwnerReferences!);
            Assert.Equal((database.Metadata.Uid, true), (owner.Uid, owner.Controller));
        });
    }

    [Fact]
    public async Task The_password_stays_what_it_is()
    {
        await CreateReadyAsync();
        var before = await PasswordAsync();
        await ChangeAsync(spec => spec.Version = "17");
        Assert.Equal(before, await PasswordAsync());
    }

    [Fact]
    public async Task Events_tell_what_happened()
    {
        await CreateReadyAsync();
        var events = await Kit.WaitForEventAsync<Database>(Space, Name, "Ready");
        Assert.Equal("Normal", events.Type);
        Assert.Contains("postgresql://admin@orders.default.svc:5432/", events.Message, StringComparison.Ordinal);
    }

    private async Task<string> PasswordAsync() => Encoding.UTF8.GetString((await Kit.FindAsync<V1Secret>(Space, "orders-password"))!.Data!["password"]);
}
