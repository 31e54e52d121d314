using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads.Tests;

public sealed class StatefulSetTests
{
    private static readonly WorkloadOptions Slow = new() { StartDelay = TimeSpan.FromSeconds(1), ReadyDelay = TimeSpan.FromSeconds(2), Jitter = 0, LeaseInterval = Timeout.InfiniteTimeSpan };

    [Fact]
    public void Starts_its_pods_one_after_the_other_with_claims_of_their_own()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.StatefulSets, Manifests.StatefulSet());

        Assert.Equal(["db-0"], cluster.Names(ResourceNames.Pods));
        cluster.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(["db-0"], cluster.Names(ResourceNames.Pods));
        cluster.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(["db-0", "db-1"], cluster.Names(ResourceNames.Pods));
        cluster.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(["db-0", "db-1", "db-2"], cluster.Names(ResourceNames.Pods));
        Assert.Equal(["data-db-0", "data-db-1", "data-db-2"], cluster.Names(ResourceNames.Claims));
        Assert.All(cluster.List(ResourceNames.Claims), static claim => Assert.Equal(("Bound", "1Gi"), (claim.Text("status", "phase"), claim.Text("status", "capacity", "storage"))));
        var pod = cluster.Get(ResourceNames.Pods, "db-1")!;
        Assert.Equal(("db-1", "db", "1"), (pod.Text("spec", "hostname"), pod.Text("spec", "subdomain"), pod.Text("metadata", "labels", "apps.kubernetes.io/pod-index")));
        Assert.Equal("data-db-1", pod.At("spec", "volumes")![0].Text("persistentVolumeClaim", "claimName"));
        var status = cluster.Get(ResourceNames.StatefulSets, "db")!["status"];
        Assert.Equal((3, 3, 3, 3), (status.Number("replicas"), status.Number("readyReplicas"), status.Number("currentReplicas"), status.Number("updatedReplicas")));
        Assert.Equal(cluster.Names(ResourceNames.Revisions).Single(), status.Text("currentRevision"));
    }

    [Fact]
    public void Scales_down_from_the_end()
    {
        var cluster = new SimulatedCluster(Slow with { TerminationDelay = TimeSpan.FromSeconds(1) });
        cluster.Create(ResourceNames.StatefulSets, Manifests.StatefulSet());
        cluster.Advance(TimeSpan.FromSeconds(10));

        cluster.Change(ResourceNames.StatefulSets, "db", static value => value["spec"]!["replicas"] = 1L);

        Assert.Equal([false, false, true], cluster.List(ResourceNames.Pods).Select(static pod => pod.At("metadata", "deletionTimestamp") is not null));
        cluster.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["db-0", "db-1"], cluster.Names(ResourceNames.Pods));
        cluster.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["db-0"], cluster.Names(ResourceNames.Pods));
        Assert.Equal(3, cluster.Names(ResourceNames.Claims).Count);
    }

    [Fact]
    public void Starts_all_at_once_if_it_may()
    {
        var cluster = new SimulatedCluster(Slow);

        cluster.Create(ResourceNames.StatefulSets, Manifests.StatefulSet(more: "podManagementPolicy: Parallel"));

        Assert.Equal(["db-0", "db-1", "db-2"], cluster.Names(ResourceNames.Pods));
    }

    [Fact]
    public void Rolls_from_the_end_and_says_when_it_is_done()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.StatefulSets, Manifests.StatefulSet());
        cluster.Advance(TimeSpan.FromSeconds(10));
        var before = cluster.Get(ResourceNames.StatefulSets, "db")!.Text("status", "currentRevision");

        cluster.Change(ResourceNames.StatefulSets, "db", static value => SetImage(value, "postgres:18"));
        cluster.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(["postgres:17", "postgres:17", "postgres:18"], Images(cluster));
        Assert.Equal(before, cluster.Get(ResourceNames.StatefulSets, "db")!.Text("status", "currentRevision"));
        cluster.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(["postgres:18", "postgres:18", "postgres:18"], Images(cluster));
        var status = cluster.Get(ResourceNames.StatefulSets, "db")!["status"];
        Assert.Equal(status.Text("updateRevision"), status.Text("currentRevision"));
        Assert.NotEqual(before, status.Text("currentRevision"));
        Assert.Equal((3, 3), (status.Number("currentReplicas"), status.Number("updatedReplicas")));
    }

    [Theory]
    [InlineData("updateStrategy: {type: OnDelete}", "postgres:17 postgres:17 postgres:17")]
    [InlineData("updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}", "postgres:17 postgres:17 postgres:18")]
    [InlineData("updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}", "postgres:18 postgres:18 postgres:18")]
    public void Rolls_as_far_as_its_strategy_goes(string strategy, string images)
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.StatefulSets, Manifests.StatefulSet(more: strategy));

        cluster.Change(ResourceNames.StatefulSets, "db", static value => SetImage(value, "postgres:18"));

        Assert.Equal(images.Split(' '), Images(cluster));
        // A pod below the partition comes back as it was; with OnDelete it gets the new template.
        cluster.Delete(ResourceNames.Pods, "db-0");
        Assert.Equal(strategy.Contains("OnDelete", StringComparison.Ordinal) || images.StartsWith("postgres:18", StringComparison.Ordinal) ? "postgres:18" : "postgres:17", Images(cluster)[0]);
    }

    [Fact]
    public void A_claim_outlives_its_pod_and_grows()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.StatefulSets, Manifests.StatefulSet(1));
        var uid = cluster.Get(ResourceNames.Claims, "data-db-0")!.Text("metadata", "uid");

        cluster.Delete(ResourceNames.Pods, "db-0");
        cluster.Change(ResourceNames.Claims, "data-db-0", static claim => claim.At("spec", "resources", "requests")!["storage"] = "2Gi");

        var claim = cluster.Get(ResourceNames.Claims, "data-db-0")!;
        Assert.Equal((uid, "2Gi"), (claim.Text("metadata", "uid"), claim.Text("status", "capacity", "storage")));
        Assert.Equal("2Gi", cluster.List(ResourceNames.Volumes).Single().Text("spec", "capacity", "storage"));
    }

    [Fact]
    public void Adopts_what_another_left_behind()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.StatefulSets, Manifests.StatefulSet());
        var pods = cluster.List(ResourceNames.Pods).Select(static pod => pod.Text("metadata", "uid")).ToList();
        cluster.Delete(ResourceNames.StatefulSets, "db", "Orphan");

        cluster.Create(ResourceNames.StatefulSets, Manifests.StatefulSet());

        Assert.Equal(pods, cluster.List(ResourceNames.Pods).Select(static pod => pod.Text("metadata", "uid")));
        Assert.Equal(3, cluster.Get(ResourceNames.StatefulSets, "db")!.At("status").Number("readyReplicas"));
        Assert.Single(cluster.Names(ResourceNames.Revisions));
    }

    /// <summary>A revision it took back would go with it, and the next set would make pods of another one.</summary>
    [Fact]
    public void A_set_that_is_being_deleted_takes_nothing_back()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.StatefulSets, Manifests.StatefulSet());
        cluster.Change(ResourceNames.StatefulSets, "db", static value => value.At("metadata")!["finalizers"] = new JsonArray("example.com/hold"));

        cluster.Delete(ResourceNames.StatefulSets, "db", "Orphan");

        Assert.Equal("example.com/hold", (string?)cluster.Get(ResourceNames.StatefulSets, "db")!.At("metadata", "finalizers")!.AsArray().Single());
        Assert.All([.. cluster.List(ResourceNames.Pods), .. cluster.List(ResourceNames.Revisions)], static one => Assert.Null(one.At("metadata", "ownerReferences")));
    }

    private static List<string> Images(SimulatedCluster cluster) => [.. cluster.List(ResourceNames.Pods).Select(static pod => pod.At("spec", "containers")![0].Text("image"))];

    private static void SetImage(JsonObject value, string image) => value.At("spec", "template", "spec", "containers")![0]!["image"] = image;
}
