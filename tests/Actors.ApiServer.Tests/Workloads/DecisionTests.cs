using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;
using Actors.ApiServer.Tests;
using Actors.Objects;

namespace Actors.ApiServer.Workloads.Tests;

/// <summary>What controllers decide, without a server: from objects to writes.</summary>
public sealed class DecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// A set of three; each letter is a pod: R ready, n not ready, t terminating, o ready and of the old template, f failed, - missing.
    /// A decision is what becomes of which ordinal: + made, x deleted.
    /// </summary>
    [Theory]
    [InlineData("---", "+0")]
    [InlineData("n--", "")]
    [InlineData("R--", "+1")]
    [InlineData("R-R", "+1")]
    [InlineData("RRn", "")]
    [InlineData("RRR", "")]
    [InlineData("RtR", "")]
    [InlineData("fRR", "x0")]
    [InlineData("RRRRR", "x4")]
    [InlineData("RRRRt", "")]
    [InlineData("RnRRR", "")]
    [InlineData("ooo", "x2")]
    [InlineData("ooR", "x1")]
    [InlineData("oon", "")]
    [InlineData("oRR", "x0")]
    [InlineData("ooo---", "x2")]
    public void A_set_acts_on_one_pod_at_a_time(string pods, string acts) => Assert.Equal(acts, Decide("OrderedReady", pods));

    [Theory]
    [InlineData("---", "+0 +1 +2")]
    [InlineData("nnn", "")]
    [InlineData("-t-", "+0 +2")]
    [InlineData("RRRRR", "x4 x3")]
    [InlineData("ooo", "x2")]
    [InlineData("oon", "")]
    public void A_parallel_set_starts_and_ends_all_at_once(string pods, string acts) => Assert.Equal(acts, Decide("Parallel", pods));

    [Theory]
    [InlineData(4, "25%", "25%", 1, 1)]
    [InlineData(10, "25%", "25%", 3, 2)]
    [InlineData(10, "0", "0%", 0, 1)]
    [InlineData(3, "100%", "0", 3, 0)]
    [InlineData(0, "25%", "25%", 0, 1)]
    public void Shares_of_a_rolling_update_are_rounded_to_its_advantage(int replicas, string surge, string unavailable, long surgePods, long unavailablePods)
    {
        var deployment = Yaml.Object($"spec: {{replicas: {replicas}, strategy: {{type: RollingUpdate, rollingUpdate: {{maxSurge: {surge}, maxUnavailable: {unavailable}}}}}}}");

        Assert.Equal((surgePods, unavailablePods), RollingUpdate.Limits(deployment));
    }

    [Fact]
    public void The_queue_holds_each_thing_once_and_late_ones_at_their_last_time()
    {
        var queue = new WorkQueue<string>();
        queue.Add("a");
        queue.Add("b");
        queue.Add("a");
        queue.AddAt("c", Now.AddSeconds(1));
        queue.AddAt("c", Now.AddSeconds(2));
        queue.AddAt("d", Now.AddSeconds(1));
        queue.Forget("d");

        Assert.Equal(["a", "b"], Take(Now.AddSeconds(1.5)));
        Assert.Equal(Now.AddSeconds(2), queue.NextDue);
        Assert.Equal(["c"], Take(Now.AddSeconds(2)));
        Assert.Null(queue.NextDue);

        List<string> Take(DateTimeOffset now)
        {
            var taken = new List<string>();
            while (queue.TryTake(now, out var one)) taken.Add(one);
            return taken;
        }
    }

    private static string Decide(string policy, string pods)
    {
        var cluster = new ClusterView();
        var set = Yaml.Object(Manifests.StatefulSet(more: $"podManagementPolicy: {policy}"));
        ((JsonObject)set["spec"]!).Remove("volumeClaimTemplates");
        var value = Observe(cluster, ResourceNames.StatefulSets, set);
        var first = new StatefulSetController().Decide(value, cluster, Now);
        var revision = first.Writes.OfType<CreateWrite>().First(static one => one.Resource == ResourceNames.Revisions).Value;
        Observe(cluster, ResourceNames.Revisions, revision);
        for (var ordinal = 0; ordinal < pods.Length; ordinal++)
            if (pods[ordinal] != '-') Observe(cluster, ResourceNames.Pods, Pod(ordinal, pods[ordinal], revision.Text("metadata", "name"), value));

        var decision = new StatefulSetController().Decide(value, cluster, Now);

        return string.Join(' ', decision.Writes.Select(static write => write switch
        {
            CreateWrite { Resource: ResourceNames.Pods } create => "+" + create.Value.Text("metadata", "name")["db-".Length..],
            DeleteWrite delete => "x" + delete.Target.Name["db-".Length..],
            _ => "",
        }).Where(static act => act.Length > 0));
    }

    private static JsonObject Pod(int ordinal, char state, string revision, ClusterObject owner)
    {
        var pod = Yaml.Object($$"""
            metadata: {name: db-{{ordinal}}, namespace: default, uid: pod-{{ordinal}}, labels: {app: web, controller-revision-hash: {{(state == 'o' ? "db-old" : revision)}} } }
            spec: {nodeName: node-1}
            status:
              phase: {{(state == 'f' ? "Failed" : "Running")}}
              conditions: [{type: Ready, status: "{{(state is 'R' or 'o' or 't' ? "True" : "False")}}", lastTransitionTime: "2026-03-02T07:00:00Z"}]
            """);
        pod["metadata"]!["ownerReferences"] = new JsonArray(Ownership.Reference(owner));
        if (state == 't') pod["metadata"]!["deletionTimestamp"] = "2026-03-02T07:59:59Z";
        return pod;
    }

    private static ClusterObject Observe(ClusterView cluster, string resource, JsonObject value)
    {
        value["metadata"]!["namespace"] = "default";
        value["metadata"]!["uid"] ??= Guid.NewGuid().ToString();
        return cluster.Observe(resource, KubernetesObject.Parse(Encoding.UTF8.GetBytes(value.ToJsonString()), ObjectContent.Whole)).Value;
    }
}
