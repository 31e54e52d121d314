using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads.Tests;

public sealed class JobTests
{
    private static readonly WorkloadOptions Slow = WorkloadOptions.Immediate with { RunTime = TimeSpan.FromSeconds(5), LeaseInterval = Timeout.InfiniteTimeSpan };

    [Fact]
    public void Completes_when_enough_pods_have_succeeded()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.Jobs, Manifests.Job("completions: 5\n  parallelism: 2"));

        Assert.Equal(2, cluster.Names(ResourceNames.Pods).Count);
        Assert.Equal(2, cluster.Get(ResourceNames.Jobs, "once")!.At("status").Number("active"));
        cluster.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, cluster.Get(ResourceNames.Jobs, "once")!.At("status").Number("succeeded"));
        cluster.Advance(TimeSpan.FromSeconds(10));

        var status = cluster.Get(ResourceNames.Jobs, "once")!["status"];
        Assert.True(StatusConditions.IsTrue(status, "Complete"));
        Assert.Equal((5, 0, 0), (status.Number("succeeded"), status.Number("failed"), status.Number("active")));
        Assert.Equal(cluster.Now, Times.Read(status.Text("completionTime")));
        Assert.Equal(5, cluster.Names(ResourceNames.Pods).Count);
        Assert.All(cluster.List(ResourceNames.Pods), static pod => Assert.Null(pod.At("metadata", "finalizers")));
        Assert.Equal("Completed: Job completed", cluster.EventsOf("once")[^1]);
    }

    [Fact]
    public void Fails_when_too_many_pods_have_failed()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.Jobs, Manifests.Job("backoffLimit: 2", $"{{{SimulationAnnotations.Fail}: \"true\"}}"));

        // The next attempts come 10 and 20 seconds after a failure.
        cluster.Advance(TimeSpan.FromSeconds(14.9));
        Assert.Single(cluster.Names(ResourceNames.Pods));
        cluster.Advance(TimeSpan.FromSeconds(5.1 + 20));
        Assert.Equal(3, cluster.Names(ResourceNames.Pods).Count);
        cluster.Advance(TimeSpan.FromSeconds(5));

        var status = cluster.Get(ResourceNames.Jobs, "once")!["status"];
        Assert.Equal("BackoffLimitExceeded", StatusConditions.Find(status, "Failed").Text("reason"));
        Assert.Equal(3, status.Number("failed"));
    }

    [Fact]
    public void Runs_again_in_the_same_pod_where_it_may()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.Jobs, Manifests.Job("", $"{{{SimulationAnnotations.FailTimes}: \"1\"}}", "OnFailure"));

        cluster.Advance(TimeSpan.FromSeconds(5 + 10 + 5));

        var pod = Assert.Single(cluster.List(ResourceNames.Pods));
        Assert.Equal(1, pod.At("status", "containerStatuses")![0].Number("restartCount"));
        Assert.True(StatusConditions.IsTrue(cluster.Get(ResourceNames.Jobs, "once")!["status"], "Complete"));
    }

    [Fact]
    public void Has_a_deadline()
    {
        var cluster = new SimulatedCluster(Slow with { RunTime = TimeSpan.FromHours(1) });
        cluster.Create(ResourceNames.Jobs, Manifests.Job("activeDeadlineSeconds: 30"));

        cluster.Advance(TimeSpan.FromSeconds(60));

        var status = cluster.Get(ResourceNames.Jobs, "once")!["status"];
        Assert.Equal("DeadlineExceeded", StatusConditions.Find(status, "Failed").Text("reason"));
        Assert.Equal((1, 0), (status.Number("failed"), status.Number("active")));
        Assert.Empty(cluster.Names(ResourceNames.Pods));
    }

    [Fact]
    public void Goes_some_time_after_its_end()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.Jobs, Manifests.Job("ttlSecondsAfterFinished: 60"));

        cluster.Advance(TimeSpan.FromSeconds(64));
        Assert.NotNull(cluster.Get(ResourceNames.Jobs, "once"));
        cluster.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(cluster.Get(ResourceNames.Jobs, "once"));
        Assert.Empty(cluster.Names(ResourceNames.Pods));
    }

    [Fact]
    public void Numbers_its_pods_if_it_is_indexed()
    {
        var cluster = new SimulatedCluster();
        cluster.Create(ResourceNames.Jobs, Manifests.Job("completionMode: Indexed\n  completions: 4\n  parallelism: 4"));

        Assert.Equal("0-3", cluster.Get(ResourceNames.Jobs, "once")!.Text("status", "completedIndexes"));
        Assert.Equal(["0", "1", "2", "3"], cluster.List(ResourceNames.Pods).Select(static pod => pod.Text("metadata", "annotations", "batch.kubernetes.io/job-completion-index")));
    }

    [Fact]
    public void A_suspended_job_has_no_pods_until_it_goes_on()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.Jobs, Manifests.Job("suspend: true"));
        Assert.Empty(cluster.Names(ResourceNames.Pods));
        Assert.True(StatusConditions.IsTrue(cluster.Get(ResourceNames.Jobs, "once")!["status"], "Suspended"));

        cluster.Change(ResourceNames.Jobs, "once", static job => job["spec"]!["suspend"] = false);
        cluster.Advance(TimeSpan.FromSeconds(5));

        Assert.True(StatusConditions.IsTrue(cluster.Get(ResourceNames.Jobs, "once")!["status"], "Complete"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("0", "0")]
    [InlineData("0,1", "0,1")]
    [InlineData("0,1,2,5,7,8", "0-2,5,7,8")]
    public void Lists_indexes_shortly(string indexes, string text)
    {
        var set = IndexSet.Parse(indexes);

        Assert.Equal(text, IndexSet.Write(set));
        Assert.Equal(set, IndexSet.Parse(text));
    }
}
