using Actors.Cli.Up.Fleet;

namespace Actors.Cli.Tests;

public sealed class UpNamesTests
{
    [Theory]
    [InlineData("database-operator/replica-0 actors/1.0", "replica-0")]
    [InlineData("database-operator/replica-0", "replica-0")]
    [InlineData("database-operator actors/1.0", null)]
    [InlineData("kubectl/v1.36 (linux/amd64)", null)]
    [InlineData("", null)]
    public void A_replica_is_known_by_its_user_agent(string agent, string? replica) => Assert.Equal(replica, UpNames.SenderOf(agent));
}
