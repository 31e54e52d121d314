using Actors.Kubernetes.Models;
using Actors.Testing;

namespace Actors.Samples.Databases.Tests;

public sealed class FleetTests
{
    private const int Databases = 30;

    [Fact]
    public async Task Three_replicas_bring_all_databases_to_ready_while_one_of_them_is_stopped()
    {
        await using var kit = await OperatorTestKit.StartFleetAsync(3, static builder => builder.Add<Database, DatabaseReconciler>(DatabaseController.Configure), DatabaseDefinition.Yaml);
        for (var i = 0; i < Databases / 2; i++) await CreateAsync(kit, i);
        var stopping = kit.StopReplicaAsync("replica-1");
        for (var i = Databases / 2; i < Databases; i++) await CreateAsync(kit, i);
        await stopping;
        for (var i = 0; i < Databases; i++) await kit.WaitForAsync<Database>("default", $"db-{i}", static one => one.Status?.Phase == DatabasePhase.Ready);

        // And they stay at work: what is changed is made so, what is deleted goes.
        var changed = await kit.ChangeAsync<Database>("default", "db-0", static one => one.Spec.Version = "17");
        await kit.WaitForAsync<Database>("default", "db-0", one => one.Status!.Phase == DatabasePhase.Ready && one.Status.ObservedGeneration >= changed.Metadata.Generation);
        await kit.DeleteAsync<Database>("default", "db-1");
        await kit.WaitForGoneAsync<Database>("default", "db-1");
        Assert.Equal(["replica-0", "replica-2"], kit.Replicas);
    }

    private static Task<Database> CreateAsync(OperatorTestKit kit, int number) => kit.CreateAsync(
        new Database { Metadata = new V1ObjectMeta { Name = $"db-{number}" }, Spec = new DatabaseSpec { Version = "16", StorageSize = "1Gi" } });
}
