using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Workloads.Tests;

public sealed class CronJobTests
{
    private static readonly WorkloadOptions Slow = WorkloadOptions.Immediate with { RunTime = TimeSpan.FromSeconds(5), LeaseInterval = Timeout.InfiniteTimeSpan };

    [Fact]
    public void Makes_a_job_when_it_is_due()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.CronJobs, Manifests.CronJob("*/5 * * * *"));

        cluster.Advance(TimeSpan.FromSeconds(299));
        Assert.Empty(cluster.Names(ResourceNames.Jobs));
        cluster.Advance(TimeSpan.FromSeconds(1));

        var job = Assert.Single(cluster.List(ResourceNames.Jobs));
        Assert.Equal($"tick-{cluster.Now.ToUnixTimeSeconds() / 60}", job.Text("metadata", "name"));
        var status = cluster.Get(ResourceNames.CronJobs, "tick")!["status"];
        Assert.Equal(Times.Write(cluster.Now), status.Text("lastScheduleTime"));
        Assert.Equal(job.Text("metadata", "uid"), status.Objects("active").Single().Text("uid"));

        cluster.Advance(TimeSpan.FromSeconds(5));
        status = cluster.Get(ResourceNames.CronJobs, "tick")!["status"];
        Assert.Null(status.At("active"));
        Assert.Equal(Times.Write(cluster.Now), status.Text("lastSuccessfulTime"));
        Assert.Equal(2, cluster.EventsOf("tick").Count);
    }

    [Fact]
    public void Keeps_some_of_its_jobs()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.CronJobs, Manifests.CronJob("* * * * *", "successfulJobsHistoryLimit: 2"));

        cluster.Advance(TimeSpan.FromMinutes(10.5));

        Assert.Equal(2, cluster.Names(ResourceNames.Jobs).Count);
        Assert.Equal(2, cluster.Names(ResourceNames.Pods).Count);
    }

    [Theory]
    [InlineData("Allow", 3)]
    [InlineData("Forbid", 1)]
    [InlineData("Replace", 1)]
    public void Minds_jobs_that_still_run(string policy, int running)
    {
        var cluster = new SimulatedCluster(Slow with { RunTime = TimeSpan.FromHours(1) });
        cluster.Create(ResourceNames.CronJobs, Manifests.CronJob("* * * * *", $"concurrencyPolicy: {policy}"));

        cluster.Advance(TimeSpan.FromSeconds(60));
        var first = cluster.Names(ResourceNames.Jobs).Single();
        cluster.Advance(TimeSpan.FromSeconds(125));

        Assert.Equal(running, cluster.Names(ResourceNames.Jobs).Count);
        Assert.Equal(policy != "Replace", cluster.Names(ResourceNames.Jobs).Contains(first));
    }

    [Fact]
    public void Does_nothing_while_it_is_suspended_and_then_makes_up_for_the_last_time_only()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.CronJobs, Manifests.CronJob("* * * * *", "suspend: true"));
        cluster.Advance(TimeSpan.FromSeconds(630));
        Assert.Empty(cluster.Names(ResourceNames.Jobs));

        cluster.Change(ResourceNames.CronJobs, "tick", static value => value["spec"]!["suspend"] = false);

        Assert.Single(cluster.Names(ResourceNames.Jobs));
    }

    [Fact]
    public void Writes_down_the_time_in_its_zone()
    {
        var cluster = new SimulatedCluster(Slow);
        cluster.Create(ResourceNames.CronJobs, Manifests.CronJob("* * * * *", "timeZone: Europe/Berlin"));
        cluster.Advance(TimeSpan.FromSeconds(60));

        Assert.EndsWith("+01:00", cluster.List(ResourceNames.Jobs).Single().Text("metadata", "annotations", "batch.kubernetes.io/cronjob-scheduled-timestamp"), StringComparison.Ordinal);
    }
}
