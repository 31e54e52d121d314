using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads.Tests;

public sealed class PodTests
{
    private static readonly WorkloadOptions Slow = new()
    {
        ScheduleDelay = TimeSpan.FromSeconds(1),
        StartDelay = TimeSpan.FromSeconds(2),
        ReadyDelay = TimeSpan.FromSeconds(3),
        TerminationDelay = TimeSpan.FromSeconds(4),
        Jitter = 0,
        LeaseInterval = Timeout.InfiniteTimeSpan,
    };

    [Fact]
    public void Goes_from_stage_to_stage()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.Pods, Manifests.Pod("a"));

        Assert.Equal("Pending - - -", Stage(cluster));
        cluster.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Pending node-1 ContainerCreating -", Stage(cluster));
        cluster.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("Running node-1 running -", Stage(cluster));
        cluster.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("Running node-1 running ready", Stage(cluster));
        cluster.Delete(ResourceNames.Pods, "a");
        cluster.Advance(TimeSpan.FromSeconds(3.9));
        Assert.NotNull(cluster.Get(ResourceNames.Pods, "a"));
        cluster.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(cluster.Get(ResourceNames.Pods, "a"));
        Assert.Equal(["Scheduled", "Pulled", "Created", "Started", "Killing"], cluster.EventsOf("a").Select(static one => one.Split(':')[0]));
    }

    [Fact]
    public void Has_what_describe_shows()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Pods, Manifests.Pod("a"));

        var status = cluster.Get(ResourceNames.Pods, "a")!["status"];
        Assert.Equal(["PodScheduled", "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady"], status.Objects("conditions").Where(static one => one.Text("status") == "True").Select(static one => one.Text("type")));
        Assert.StartsWith("10.", status.Text("podIP"), StringComparison.Ordinal);
        Assert.Equal(cluster.Get(ResourceNames.Nodes, "node-1")!.Objects("status", "addresses").First().Text("address"), status.Text("hostIP"));
        Assert.Equal(Times.Write(cluster.Now), status.Text("startTime"));
        Assert.Equal("BestEffort", status.Text("qosClass"));
    }

    [Theory]
    [InlineData(SimulationAnnotations.ScheduleDelay, "10s", "Pending - - -")]
    [InlineData(SimulationAnnotations.StartDelay, "1m", "Pending node-1 ContainerCreating -")]
    [InlineData(SimulationAnnotations.ReadyDelay, "1h", "Running node-1 running -")]
    [InlineData(SimulationAnnotations.ReadyDelay, "1500ms", "Running node-1 running ready")]
    [InlineData(SimulationAnnotations.Unready, "true", "Running node-1 running -")]
    [InlineData(SimulationAnnotations.Unschedulable, "true", "Pending - - -")]
    [InlineData(SimulationAnnotations.Fail, "true", "Running node-1 CrashLoopBackOff -")]
    [InlineData(SimulationAnnotations.StartDelay, "soon", "Running node-1 running ready")]
    public void Behaves_as_its_annotations_say(string annotation, string text, string stage)
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Pods, Manifests.Pod("a", $"{{{annotation}: \"{text}\"}}"));

        cluster.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(stage, Stage(cluster));
    }

    [Fact]
    public void A_failing_pod_starts_again_later_and_later_until_it_recovers()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Pods, Manifests.Pod("a", $"{{{SimulationAnnotations.Fail}: \"true\", {SimulationAnnotations.ExitCode}: \"3\"}}"));

        Assert.Equal(0, Restarts(cluster));
        cluster.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, Restarts(cluster));
        cluster.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(1, Restarts(cluster));
        cluster.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Restarts(cluster));
        Assert.Equal(3, cluster.Get(ResourceNames.Pods, "a")!.At("status", "containerStatuses")![0].At("lastState", "terminated").Number("exitCode"));

        cluster.Annotate(ResourceNames.Pods, "a", SimulationAnnotations.Fail, "false");
        Assert.Equal("Running node-1 CrashLoopBackOff -", Stage(cluster));
        cluster.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal("Running node-1 running ready", Stage(cluster));
        Assert.Equal(3, Restarts(cluster));
        cluster.Annotate(ResourceNames.Pods, "a", SimulationAnnotations.Fail, "true");
        Assert.Equal("Running node-1 CrashLoopBackOff -", Stage(cluster));
    }

    [Fact]
    public void Waits_for_an_image_until_it_is_another()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Pods, Manifests.Pod("a", image: "nginx:missing"));
        Assert.Equal("Pending node-1 ImagePullBackOff -", Stage(cluster));
        Assert.Contains("Failed: Failed to pull image \"nginx:missing\": not found", cluster.EventsOf("a"));

        cluster.Change(ResourceNames.Pods, "a", static pod => pod.At("spec", "containers")![0]!["image"] = "nginx:2");

        Assert.Equal("Running node-1 running ready", Stage(cluster));
    }

    [Theory]
    [InlineData("volumes: [{name: keys, secret: {secretName: keys}}],", "ContainerCreating")]
    [InlineData("", "CreateContainerConfigError")]
    public void Waits_for_a_secret_until_it_is_there(string volumes, string reason)
    {
        var cluster = new SimulatedCluster();
        var variables = volumes.Length > 0 ? "" : ", env: [{name: KEY, valueFrom: {secretKeyRef: {name: keys, key: key}}}]";
        cluster.Create(ResourceNames.Pods, $$"""
            metadata: {name: a}
            spec: { {{volumes}} containers: [{name: main, image: nginx{{variables}} }]}
            """);
        Assert.Equal($"Pending node-1 {reason} -", Stage(cluster));

        cluster.Create(ResourceNames.Secrets, "{metadata: {name: keys}, data: {key: a2V5}}");

        Assert.Equal("Running node-1 running ready", Stage(cluster));
    }

    [Theory]
    [InlineData("nodeSelector: {kubernetes.io/hostname: node-2},", "node-2")]
    [InlineData("nodeSelector: {kubernetes.io/hostname: node-9},", "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.")]
    [InlineData("volumes: [{name: v, persistentVolumeClaim: {claimName: none}}],", "persistentvolumeclaim \"none\" not found")]
    [InlineData("schedulingGates: [{name: example.com/gate}],", "Scheduling is blocked due to non-empty scheduling gates")]
    public void Goes_where_it_may(string spec, string outcome)
    {
        var cluster = new SimulatedCluster();

        cluster.Create(ResourceNames.Pods, Manifests.Pod("a", more: spec));

        var pod = cluster.Get(ResourceNames.Pods, "a")!;
        Assert.Equal(outcome, pod.Text("spec", "nodeName") is { Length: > 0 } node ? node : StatusConditions.Find(pod["status"], "PodScheduled").Text("message"));
    }

    [Fact]
    public void Pods_spread_over_nodes_that_take_them()
    {
        var cluster = new SimulatedCluster();
        cluster.Change(ResourceNames.Nodes, "node-2", static node => node["spec"]!["unschedulable"] = true);

        for (var number = 0; number < 6; number++) cluster.Create(ResourceNames.Pods, Manifests.Pod($"p{number}"));

        Assert.Equal([3, 3], cluster.List(ResourceNames.Pods).GroupBy(static pod => pod.Text("spec", "nodeName")).Select(static one => one.Count()));
        Assert.DoesNotContain(cluster.List(ResourceNames.Pods), static pod => pod.Text("spec", "nodeName") == "node-2");
    }

    [Fact]
    public void A_pod_that_found_no_node_takes_one_that_comes()
    {
        var cluster = new SimulatedCluster(WorkloadOptions.Immediate with { Nodes = 0 });
        cluster.Create(ResourceNames.Pods, Manifests.Pod("a"));
        Assert.Equal("Pending - - -", Stage(cluster));

        cluster.Create(ResourceNames.Nodes, "metadata: {name: late}");

        Assert.Equal("Running late running ready", Stage(cluster));
    }

    [Fact]
    public void Leaves_a_node_that_is_lost()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Deployments, Manifests.Deployment());

        cluster.Annotate(ResourceNames.Nodes, "node-1", SimulationAnnotations.NotReady, "true");
        Assert.Equal(2, cluster.Get(ResourceNames.Deployments, "web")!.At("status").Number("readyReplicas"));
        cluster.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(3, cluster.Names(ResourceNames.Pods).Count);
        Assert.Equal(2, cluster.Get(ResourceNames.Deployments, "web")!.At("status").Number("readyReplicas"));
        cluster.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, cluster.Get(ResourceNames.Deployments, "web")!.At("status").Number("readyReplicas"));

        cluster.Delete(ResourceNames.Nodes, "node-2");
        cluster.Advance(TimeSpan.FromSeconds(41));
        Assert.Equal(["node-3"], cluster.List(ResourceNames.Pods).Select(static pod => pod.Text("spec", "nodeName")).Distinct());
    }

    [Fact]
    public void Chance_repeats_itself()
    {
        var options = WorkloadOptions.Immediate with { StartFailureRate = 0.3, StartDelay = TimeSpan.FromSeconds(10), Jitter = 1, Seed = 7 };
        var (first, second, third) = (Run(options), Run(options), Run(options with { Seed = 8 }));

        Assert.Equal(first, second);
        Assert.NotEqual(first, third);
        Assert.InRange(first.Count(static one => one.EndsWith("CrashLoopBackOff", StringComparison.Ordinal)), 5, 30);

        static List<string> Run(WorkloadOptions options)
        {
            var cluster = new SimulatedCluster(options);
            for (var number = 0; number < 50; number++) cluster.Create(ResourceNames.Pods, Manifests.Pod($"p{number}"));
            cluster.Advance(TimeSpan.FromSeconds(9));
            var early = cluster.List(ResourceNames.Pods).Select(static pod => pod.Text("status", "startTime") + pod.Text("status", "phase"));
            cluster.Advance(TimeSpan.FromSeconds(12));
            return [.. early, .. cluster.List(ResourceNames.Pods).Select(static pod => pod.At("status", "containerStatuses")![0].Text("state", "waiting", "reason"))];
        }
    }

    private static string Stage(SimulatedCluster cluster)
    {
        var pod = cluster.Get(ResourceNames.Pods, "a")!;
        var container = pod.Objects("status", "containerStatuses").FirstOrDefault();
        var state = container.At("state", "running") is not null ? "running" : container.Text("state", "waiting", "reason");
        var ready = StatusConditions.IsTrue(pod["status"], "Ready") ? "ready" : "";
        return string.Join(' ', new[] { pod.Text("status", "phase"), pod.Text("spec", "nodeName"), state, ready }.Select(static one => one.Length == 0 ? "-" : one));
    }

    private static long Restarts(SimulatedCluster cluster) => cluster.Get(ResourceNames.Pods, "a")!.At("status", "containerStatuses")![0].Number("restartCount");
}
