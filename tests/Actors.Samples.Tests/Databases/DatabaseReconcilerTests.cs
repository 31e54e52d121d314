using Actors.Kubernetes.Models;
using Actors.Operators;
using Actors.Testing;

namespace Actors.Samples.Databases.Tests;

/// <summary>Single reconciles, among objects that are as given.</summary>
public sealed class DatabaseReconcilerTests
{
    private static readonly DatabaseReconciler Reconciler = new(TimeProvider.System);

    [Fact]
    public async Task The_first_reconcile_makes_all_of_it()
    {
        await using var run = await ReconcileAsync(Database("1Gi"));
        Assert.Same(Outcome.Done, run.Outcome);
        Assert.Equal(DatabasePhase.Provisioning, run.Subject!.Status!.Phase);
        Assert.Equal(["databases", "secrets", "services", "statefulsets", "databases/status"], run.Writes.Select(static one => one.Resource));
    }

    [Fact]
    public async Task A_stateful_set_that_is_being_deleted_is_waited_for()
    {
        var set = StatefulSet("1Gi");
        set.Metadata.Finalizers = ["orphan"];
        await using var kit = await ReconcileAsync(Database("2Gi"), set);

        // It has not been asked for its deletion yet: this reconcile does.
        Assert.Equal("ReplacingStatefulSet", Conditions.Find(kit.Subject!.Status!.Conditions, DatabaseStatus.Ready)!.Reason);
        Assert.Equal(DatabasePhase.Provisioning, kit.Subject.Status.Phase);
        Assert.NotNull((await kit.Kit.FindAsync<V1StatefulSet>("default", "orders"))!.Metadata.DeletionTimestamp);
    }

    [Fact]
    public async Task A_volume_that_should_shrink_is_left_alone_for_good()
    {
        await using var run = await ReconcileAsync(Database("1Gi"), StatefulSet("2Gi"));
        Assert.Contains("StorageCannotShrink", run.Outcome!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Writes, static one => one.Resource is "statefulsets" or "persistentvolumeclaims");
    }

    [Fact]
    public async Task Claims_stay_as_long_as_the_stateful_set_would_make_them_again()
    {
        var database = Database("1Gi");
        database.Metadata.DeletionTimestamp = DateTimeOffset.UnixEpoch;
        await using var run = await ReconcileAsync(database, StatefulSet("1Gi"));
        Assert.Contains("RequeueAfter", run.Outcome!.ToString(), StringComparison.Ordinal);
        Assert.Contains(run.Writes, static one => one is { Verb: "delete", Resource: "statefulsets" });
        Assert.DoesNotContain(run.Writes, static one => one.Resource == "persistentvolumeclaims");
    }

    private static Task<SingleReconcile<Database>> ReconcileAsync(Database database, params IReadOnlyList<IKubernetesObject> children) =>
        OperatorTestKit.ReconcileOnceAsync(Reconciler, database, DatabaseController.Configure, children, definition: DatabaseDefinition.Yaml);

    private static Database Database(string size) => new()
    {
        Metadata = new V1ObjectMeta { Name = "orders", Namespace = "default" },
        Spec = new DatabaseSpec { Version = "16", StorageSize = size },
    };

    private static V1StatefulSet StatefulSet(string size) => DatabaseStatefulSet.For(Database(size), new V1SecretKeySelector { Name = "orders-password", Key = "password" });
}
