using Actors.Settings;
using Actors.Settings.Tests;

namespace Actors.Cluster.Tests;

public sealed class ClusterOptionsTests
{
    [Fact]
    public void The_defaults_go_together() => Assert.Empty(new ClusterOptions().Contradictions());

    [Theory]
    [InlineData("akka.coordination.lease.renew-deadline = 15s", "akka.coordination.lease.renew-deadline = 15s must be shorter than 95 % of heartbeat-timeout (15s)")]
    [InlineData("akka.cluster.write-timeout = 4500ms", "akka.cluster.write-timeout = 4500ms must be 4250ms or less, which is 95 % of heartbeat-timeout less renew-deadline")]
    [InlineData("akka.coordination.lease.lease-operation-timeout = 3s", "one failed request must not cost the lease")]
    [InlineData("akka.cluster.sharding.number-of-shards = 0", "allowed: 1 to 4096")]
    [InlineData("akka.cluster.weight = 0", "allowed: 1 to 100")]
    [InlineData("akka.cluster.weight = 101", "allowed: 1 to 100")]
    public void What_does_not_is_refused_at_start(string text, string said)
    {
        var result = Reading.Read(text);
        Assert.Null(result.Settings);
        Assert.Contains(said, Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }
}
