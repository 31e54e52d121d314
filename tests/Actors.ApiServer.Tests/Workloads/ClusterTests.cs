using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads.Tests;

public sealed class ClusterTests
{
    [Fact]
    public void Has_nodes_that_are_ready_in_three_zones()
    {
        var cluster = new SimulatedCluster(WorkloadOptions.Immediate with { Nodes = 4 });

        Assert.Equal(["node-1", "node-2", "node-3", "node-4"], cluster.Names(ResourceNames.Nodes));
        Assert.Equal(["zone-1", "zone-2", "zone-3", "zone-1"], cluster.List(ResourceNames.Nodes).Select(static node => node.Text("metadata", "labels", NodeController.ZoneLabel)));
        Assert.All(cluster.List(ResourceNames.Nodes), static node =>
        {
            Assert.True(StatusConditions.IsTrue(node["status"], "Ready"));
            Assert.Null(node.At("spec", "taints"));
            Assert.NotEmpty(node.Objects("status", "images"));
            Assert.NotEqual("", node.Text("status", "allocatable", "cpu"));
        });
    }

    [Fact]
    public void Nodes_show_that_they_live_and_fall_silent()
    {
        var cluster = new SimulatedCluster(WorkloadOptions.Immediate with { Nodes = 1 });
        var before = cluster.Version;
        cluster.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(before + 6, cluster.Version);

        cluster.Annotate(ResourceNames.Nodes, "node-1", SimulationAnnotations.NotReady, "true");
        Assert.Equal("Unknown", StatusConditions.Find(cluster.Get(ResourceNames.Nodes, "node-1")!["status"], "Ready").Text("status"));
        Assert.Equal(2, cluster.Get(ResourceNames.Nodes, "node-1")!.Objects("spec", "taints").Count());
        cluster.Annotate(ResourceNames.Nodes, "node-1", SimulationAnnotations.NotReady, "false");

        Assert.True(StatusConditions.IsTrue(cluster.Get(ResourceNames.Nodes, "node-1")!["status"], "Ready"));
        Assert.Null(cluster.Get(ResourceNames.Nodes, "node-1")!.At("spec", "taints"));
    }

    [Fact]
    public void Namespaces_have_what_all_have()
    {
        var cluster = new SimulatedCluster();

        cluster.Delete(ResourceNames.ConfigMaps, "kube-root-ca.crt");

        Assert.Equal(["default"], cluster.Names(ResourceNames.ServiceAccounts));
        Assert.Equal(["kube-root-ca.crt"], cluster.Names(ResourceNames.ConfigMaps));
    }

    [Fact]
    public void Services_know_the_pods_behind_them()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Services, "{metadata: {name: web}, spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}}");
        Assert.Empty(Addresses(cluster, "addresses"));
        cluster.Create(ResourceNames.Deployments, Manifests.Deployment());

        var ips = cluster.List(ResourceNames.Pods).Select(static pod => pod.Text("status", "podIP")).Order();
        Assert.Equal(ips, Addresses(cluster, "addresses").Order());
        var slice = Assert.Single(cluster.List(ResourceNames.EndpointSlices));
        Assert.Equal(ips, slice.Objects("endpoints").SelectMany(static one => one.Texts("addresses")).Order());
        Assert.All(slice.Objects("endpoints"), static one => Assert.True(one.IsTrue("conditions", "ready")));
        Assert.Equal(("http", 80L), (slice.At("ports")![0].Text("name"), slice.At("ports")![0].Number("port")));

        var pod = cluster.Names(ResourceNames.Pods)[0];
        cluster.Annotate(ResourceNames.Pods, pod, SimulationAnnotations.Unready, "true");
        Assert.Equal(2, Addresses(cluster, "addresses").Count);
        Assert.Single(Addresses(cluster, "notReadyAddresses"));

        cluster.Delete(ResourceNames.Services, "web");
        Assert.Empty(cluster.Names(ResourceNames.Endpoints));
        Assert.Empty(cluster.Names(ResourceNames.EndpointSlices));
    }

    [Fact]
    public void Daemons_are_on_each_node_that_fits()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.DaemonSets, """
            metadata: {name: agent}
            spec:
              selector: {matchLabels: {app: agent}}
              template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: main, image: agent:1}]}}
            """);
        Assert.Equal(["node-1", "node-2", "node-3"], Nodes(cluster));
        Assert.Equal(3, cluster.Get(ResourceNames.DaemonSets, "agent")!.At("status").Number("numberReady"));

        cluster.Change(ResourceNames.DaemonSets, "agent", static set => set.At("spec", "template", "spec", "containers")![0]!["image"] = "agent:2");
        Assert.All(cluster.List(ResourceNames.Pods), static pod => Assert.Equal("agent:2", pod.At("spec", "containers")![0].Text("image")));
        Assert.Equal(3, cluster.Names(ResourceNames.Pods).Count);

        cluster.Change(ResourceNames.DaemonSets, "agent", static set => set.At("spec", "template", "spec")!["nodeSelector"] = new System.Text.Json.Nodes.JsonObject { [NodeController.ZoneLabel] = "zone-2" });
        Assert.Equal(["node-2"], Nodes(cluster));
    }

    [Fact]
    public void Claims_take_a_volume_that_fits_and_leave_it()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Volumes, """
            metadata: {name: big}
            spec: {capacity: {storage: 10Gi}, accessModes: [ReadWriteOnce], storageClassName: manual, persistentVolumeReclaimPolicy: Retain, hostPath: {path: /data}}
            """);
        Assert.Equal("Available", cluster.Get(ResourceNames.Volumes, "big")!.Text("status", "phase"));
        cluster.Create(ResourceNames.Claims, "{metadata: {name: c}, spec: {storageClassName: manual, accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}}");

        Assert.Equal("big", cluster.Get(ResourceNames.Claims, "c")!.Text("spec", "volumeName"));
        cluster.Delete(ResourceNames.Claims, "c");
        Assert.Equal("Released", cluster.Get(ResourceNames.Volumes, "big")!.Text("status", "phase"));
    }

    [Fact]
    public void A_thousand_sets_take_few_writes_and_then_none()
    {
        const int Sets = 1000;
        var cluster = new SimulatedCluster(WorkloadOptions.Immediate with { LeaseInterval = Timeout.InfiniteTimeSpan });
        var before = cluster.Version;
        for (var number = 0; number < Sets; number++)
            cluster.Create(ResourceNames.StatefulSets, Manifests.StatefulSet(1).Replace("name: db}", $"name: db{number}}}", StringComparison.Ordinal).Replace("app: web", $"app: db{number}", StringComparison.Ordinal), settles: number == Sets - 1);

        Assert.Equal(Sets, cluster.List(ResourceNames.StatefulSets).Count(static set => set.At("status").Number("readyReplicas") == 1));
        // Set, revision, claim, volume, pod; claim bound, volume bound, pod bound and started; twice the status of the set; and seven events.
        Assert.InRange(cluster.Version - before, 0ul, 19ul * Sets);
        before = cluster.Version;
        cluster.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(before, cluster.Version);
    }

    [Fact]
    public void Events_do_not_stay()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Pods, Manifests.Pod("a"));
        Assert.NotEmpty(cluster.EventsOf("a"));

        cluster.Advance(TimeSpan.FromHours(1));

        Assert.Empty(cluster.EventsOf("a"));
    }

    private static List<string> Nodes(SimulatedCluster cluster) => [.. cluster.List(ResourceNames.Pods).Select(static pod => pod.Text("spec", "nodeName")).Order()];

    private static List<string> Addresses(SimulatedCluster cluster, string field) =>
        [.. cluster.Get(ResourceNames.Endpoints, "web")!.Objects("subsets").SelectMany(one => one.Objects(field)).Select(static one => one.Text("ip"))];
}
