using Actors.Cluster;
using Actors.Kubernetes.Models;

namespace Actors.Operators.Fleet.Tests;

public class LeaseObjectTests
{
    private static readonly FleetNames Names = new("db-operator", "ops", "Database.example.com");

    private static readonly LeaseRecord[] Records =
    [
        new LeaseRecord(LeaseRecord.Coordinator, "pod-a_0123456789") { MapFormats = "" },
        new LeaseRecord(LeaseRecord.Coordinator, "") { MapFormats = "" },
        new LeaseRecord("pod-a_0123456789", "pod-a_0123456789") { Address = "10.0.0.7:5050", Weight = 3, IsLeaving = true, Seen = 17, Acknowledged = 16, Shards = 64 },
        new LeaseRecord("pod-a_0123456789", ""),
    ];

    [Fact]
    public void What_is_written_is_read()
    {
        foreach (var record in Records)
        {
            var written = Written(record);
            Assert.True(LeaseObject.TryRead(written, Names, out var held, out var error), error);
            Assert.Equal(record, held.Record);
            Assert.Equal("u-1/42", held.Version);
            Assert.Equal(("db-operator", 15), (written.Metadata.Labels!["actors.dev/fleet"], written.Spec!.LeaseDurationSeconds));
            var again = LeaseObject.Of(record, held.Version, Names, TimeSpan.FromSeconds(15), DateTimeOffset.UnixEpoch);
            Assert.Equal(("u-1", "42"), (again.Metadata.Uid, again.Metadata.ResourceVersion));
        }
    }

    [Theory]
    [InlineData("actors.dev/replica", null, "it has no annotation actors.dev/replica")]
    [InlineData("actors.dev/replica", "pod-b_1", "its annotation actors.dev/replica = 'pod-b_1' is that of the Lease db-operator.pod-b.1")]
    [InlineData("actors.dev/replica", "pod-a.1", "its holder is 'pod-a_1', and can only be 'pod-a.1' or nobody")]
    [InlineData("actors.dev/address", "here", "its annotation actors.dev/address = 'here' has to be an IP address and a port, as in 10.0.3.7:5050")]
    [InlineData("actors.dev/address", "10.0.3.7", "its annotation actors.dev/address = '10.0.3.7' has to be an IP address and a port, as in 10.0.3.7:5050")]
    [InlineData("actors.dev/weight", "0", "its annotation actors.dev/weight = '0' has to be a number, 1 to 100")]
    [InlineData("actors.dev/weight", "99999999999", "its annotation actors.dev/weight = '99999999999' has to be a number, 1 to 100")]
    [InlineData("actors.dev/seen-epoch", "-1", "its annotation actors.dev/seen-epoch = '-1' has to be a number, 0 to 9007199254740992")]
    [InlineData("actors.dev/seen-epoch", "9223372036854775807", "its annotation actors.dev/seen-epoch = '9223372036854775807' has to be a number, 0 to 9007199254740992")]
    [InlineData("actors.dev/acknowledged-epoch", "all", "its annotation actors.dev/acknowledged-epoch = 'all' has to be a number, 0 to 17")]
    [InlineData("actors.dev/acknowledged-epoch", "18", "its annotation actors.dev/acknowledged-epoch = '18' has to be a number, 0 to 17")]
    [InlineData("actors.dev/number-of-shards", "5000", "its annotation actors.dev/number-of-shards = '5000' has to be a number, 0 to 4096")]
    public void Nonsense_is_told_and_not_believed(string annotation, string? value, string problem)
    {
        var lease = Written(new LeaseRecord("pod-a_1", "pod-a_1") { Seen = 17, Shards = 64 });
        if (value is null) lease.Metadata.Annotations!.Remove(annotation);
        else lease.Metadata.Annotations![annotation] = value;
        Assert.False(LeaseObject.TryRead(lease, Names, out _, out var error));
        Assert.Equal(problem, error);
    }

    [Fact]
    public void Leases_have_names_that_objects_can_have()
    {
        Assert.Equal("db-operator.pod-a.0123456789", Names.LeaseOf("pod-a_0123456789"));
        Assert.Equal("db-operator.coordinator", Names.LeaseOf(LeaseRecord.Coordinator));
    }

    [Theory]
    [InlineData("db-operator", "pod-a", null)]
    [InlineData("db.operator", "node-1.example.com", null)]
    [InlineData("DB", "pod-a", "The operator's name 'DB'")]
    [InlineData("db-operator", "Pod", "'Pod' cannot be a replica's name")]
    [InlineData("db-operator", "pod_a", "'pod_a' cannot be a replica's name")]
    [InlineData("db-operator", "", "'' cannot be a replica's name")]
    [InlineData("db-operator", "coordinator", "the coordinator's Lease")]
    public void A_name_that_no_object_can_have_keeps_the_operator_from_starting(string name, string replica, string? problem)
    {
        var failure = Record.Exception(() => FleetNames.Check(name, replica));
        if (problem is null) Assert.Null(failure);
        else Assert.Contains(problem, Assert.IsType<Hosting.OperatorStartException>(failure).Message, StringComparison.Ordinal);
    }

    private static V1Lease Written(LeaseRecord record)
    {
        var lease = LeaseObject.Of(record, null, Names, TimeSpan.FromSeconds(15), DateTimeOffset.UnixEpoch);
        (lease.Metadata.Uid, lease.Metadata.ResourceVersion) = ("u-1", "42");
        return lease;
    }
}
