using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads.Tests;

public sealed class DeploymentTests
{
    private static readonly WorkloadOptions Slow = new() { StartDelay = TimeSpan.FromSeconds(1), ReadyDelay = TimeSpan.FromSeconds(2), Jitter = 0.5, LeaseInterval = Timeout.InfiniteTimeSpan };

    [Fact]
    public void Gets_its_pods_through_a_replica_set()
    {
        var cluster = new SimulatedCluster();

        cluster.Create(ResourceNames.Deployments, Manifests.Deployment());

        var deployment = cluster.Get(ResourceNames.Deployments, "web")!;
        var set = Assert.Single(cluster.List(ResourceNames.ReplicaSets));
        var hash = set.Text("metadata", "labels", "pod-template-hash");
        Assert.Equal($"web-{hash}", set.Text("metadata", "name"));
        Assert.True(set.At("metadata", "ownerReferences")![0].IsTrue("controller"));
        Assert.Equal("1", deployment.Text("metadata", "annotations", DeploymentController.Revision));
        Assert.Equal((3, 3, 3, 3), Counts(deployment));
        Assert.True(StatusConditions.IsTrue(deployment["status"], "Available"));
        Assert.Equal("NewReplicaSetAvailable", StatusConditions.Find(deployment["status"], "Progressing").Text("reason"));
        Assert.All(cluster.List(ResourceNames.Pods), pod =>
        {
            Assert.Equal(hash, pod.Text("metadata", "labels", "pod-template-hash"));
            Assert.Equal(set.Text("metadata", "uid"), pod.At("metadata", "ownerReferences")![0].Text("uid"));
            Assert.True(StatusConditions.IsTrue(pod["status"], "Ready"));
        });
        Assert.Equal([$"ScalingReplicaSet: Scaled up replica set web-{hash} from 0 to 3"], cluster.EventsOf("web"));
    }

    [Theory]
    [InlineData("1", "1", 4)]
    [InlineData("0", "25%", 4)]
    [InlineData("50%", "0", 4)]
    [InlineData("0", "10%", 3)]
    public void Rolls_within_its_limits(string surge, string unavailable, int replicas)
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.Deployments, Manifests.Deployment(replicas, $"{{type: RollingUpdate, rollingUpdate: {{maxSurge: {surge}, maxUnavailable: {unavailable}}}}}"));
        cluster.AdvanceUntil(() => IsDone(cluster), TimeSpan.FromMinutes(1));
        var (most, least) = (0, replicas);

        cluster.Change(ResourceNames.Deployments, "web", static value => SetImage(value, "nginx:2"));
        cluster.AdvanceUntil(
            () =>
            {
                var pods = cluster.List(ResourceNames.Pods).Where(static pod => pod.At("metadata", "deletionTimestamp") is null).ToList();
                most = Math.Max(most, pods.Count);
                least = Math.Min(least, pods.Count(static pod => StatusConditions.IsTrue(pod["status"], "Ready")));
                return IsDone(cluster) && pods.Count == replicas;
            },
            TimeSpan.FromMinutes(2));

        var limits = RollingUpdate.Limits(cluster.Get(ResourceNames.Deployments, "web")!);
        Assert.InRange(most, replicas, replicas + (int)limits.Surge);
        Assert.InRange(least, replicas - (int)limits.Unavailable, replicas);
        cluster.Advance(TimeSpan.FromSeconds(5));
        Assert.All(cluster.List(ResourceNames.Pods), static pod => Assert.Equal("nginx:2", pod.At("spec", "containers")![0].Text("image")));
        Assert.Equal([0L, replicas], cluster.List(ResourceNames.ReplicaSets).Select(static set => set.At("spec").Number("replicas")).Order());
    }

    [Fact]
    public void Rolls_back_to_the_set_it_had()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Deployments, Manifests.Deployment());
        var first = cluster.Names(ResourceNames.ReplicaSets).Single();
        cluster.Change(ResourceNames.Deployments, "web", static value => SetImage(value, "nginx:2"));

        cluster.Change(ResourceNames.Deployments, "web", static value => SetImage(value, "nginx:1"));

        Assert.Equal(2, cluster.Names(ResourceNames.ReplicaSets).Count);
        Assert.Equal(3, cluster.Get(ResourceNames.ReplicaSets, first)!.At("spec").Number("replicas"));
        Assert.Equal("3", cluster.Get(ResourceNames.Deployments, "web")!.Text("metadata", "annotations", DeploymentController.Revision));
    }

    [Fact]
    public void Recreates_only_when_the_old_pods_are_gone()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.Deployments, Manifests.Deployment(3, "{type: Recreate}"));
        cluster.AdvanceUntil(() => IsDone(cluster), TimeSpan.FromMinutes(1));

        cluster.Change(ResourceNames.Deployments, "web", static value => SetImage(value, "nginx:2"));
        cluster.AdvanceUntil(
            () =>
            {
                Assert.True(cluster.List(ResourceNames.Pods).Select(static pod => pod.At("spec", "containers")![0].Text("image")).Distinct().Count() <= 1);
                return IsDone(cluster) && cluster.List(ResourceNames.Pods).Exists(static pod => pod.At("spec", "containers")![0].Text("image") == "nginx:2");
            },
            TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Says_that_it_does_not_progress()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Deployments, Manifests.Deployment());

        cluster.Change(ResourceNames.Deployments, "web", static value => SetImage(value, "nginx:missing"));
        cluster.Advance(TimeSpan.FromSeconds(601));

        var status = cluster.Get(ResourceNames.Deployments, "web")!["status"];
        Assert.Equal("ProgressDeadlineExceeded", StatusConditions.Find(status, "Progressing").Text("reason"));
        Assert.Equal(2, status.Number("readyReplicas"));
    }

    [Fact]
    public void Stands_still_while_it_is_paused()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Deployments, Manifests.Deployment());

        cluster.Change(ResourceNames.Deployments, "web", static value =>
        {
            value["spec"]!["paused"] = true;
            value["spec"]!["replicas"] = 5L;
            SetImage(value, "nginx:2");
        });

        Assert.Single(cluster.Names(ResourceNames.ReplicaSets));
        Assert.Equal(5, cluster.Names(ResourceNames.Pods).Count);
        Assert.All(cluster.List(ResourceNames.Pods), static pod => Assert.Equal("nginx:1", pod.At("spec", "containers")![0].Text("image")));
    }

    [Fact]
    public void Keeps_as_much_history_as_it_wants()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Deployments, Manifests.Deployment(1));
        cluster.Change(ResourceNames.Deployments, "web", static value => value["spec"]!["revisionHistoryLimit"] = 2L);

        for (var version = 2; version < 7; version++) cluster.Change(ResourceNames.Deployments, "web", value => SetImage(value, $"nginx:{version}"));

        Assert.Equal(3, cluster.Names(ResourceNames.ReplicaSets).Count);
    }

    [Fact]
    public void A_pod_that_is_deleted_is_replaced()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Deployments, Manifests.Deployment());
        var lost = cluster.Names(ResourceNames.Pods)[0];

        cluster.Delete(ResourceNames.Pods, lost);

        var names = cluster.Names(ResourceNames.Pods);
        Assert.Equal(3, names.Count);
        Assert.DoesNotContain(lost, names);
    }

    [Fact]
    public void Takes_its_pods_with_it()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Deployments, Manifests.Deployment());

        cluster.Delete(ResourceNames.Deployments, "web");

        Assert.Empty(cluster.Names(ResourceNames.ReplicaSets));
        Assert.Empty(cluster.Names(ResourceNames.Pods));
    }

    [Fact]
    public void Adopts_what_another_left_behind()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Deployments, Manifests.Deployment());
        var pods = cluster.Names(ResourceNames.Pods);
        cluster.Delete(ResourceNames.Deployments, "web", "Orphan");

        cluster.Create(ResourceNames.Deployments, Manifests.Deployment());

        Assert.Equal(pods, cluster.Names(ResourceNames.Pods));
        Assert.Equal(cluster.Get(ResourceNames.Deployments, "web")!.Text("metadata", "uid"), cluster.List(ResourceNames.ReplicaSets).Single().At("metadata", "ownerReferences")![0].Text("uid"));
    }

    private static bool IsDone(SimulatedCluster cluster)
    {
        var deployment = cluster.Get(ResourceNames.Deployments, "web")!;
        var wanted = deployment.At("spec").Number("replicas");
        var status = deployment["status"];
        return status.Number("observedGeneration") == deployment.At("metadata").Number("generation")
            && status.Number("updatedReplicas") == wanted && status.Number("replicas") == wanted && status.Number("availableReplicas") == wanted;
    }

    private static (long, long, long, long) Counts(JsonObject deployment)
    {
        var status = deployment["status"];
        return (status.Number("replicas"), status.Number("updatedReplicas"), status.Number("readyReplicas"), status.Number("availableReplicas"));
    }

    private static void SetImage(JsonObject value, string image) => value.At("spec", "template", "spec", "containers")![0]!["image"] = image;
}
