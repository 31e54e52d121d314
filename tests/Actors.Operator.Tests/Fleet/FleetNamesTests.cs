namespace Actors.Operators.Fleet.Tests;

public sealed class FleetNamesTests
{
    [Theory]
    [InlineData("replica-0_0123456789", "replica-0")]
    [InlineData("with_underscore_0123456789", "with_underscore")]
    [InlineData("replica-0", "replica-0")]
    public void A_life_has_its_replicas_name(string life, string replica) => Assert.Equal(replica, FleetNames.ReplicaOf(life));
}
