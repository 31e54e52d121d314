using Actors.Testing;

namespace Actors.Samples.Databases.Tests;

/// <summary>Nobody makes pods here.</summary>
public sealed class NotReadyTests : DatabaseTestBase
{
    protected override OperatorTestKitOptions Options => base.Options with { Workloads = null };

    [Fact]
    public async Task It_is_provisioning_until_its_pod_is_ready()
    {
        var created = await Kit.CreateAsync(NewDatabase());
        var database = await Kit.WaitForAsync(created, one => one.Status?.Phase == DatabasePhase.Provisioning);
        var ready = Condition(database, DatabaseStatus.Ready)!;
        Assert.Equal(("False", "WaitingForPods", "0 of 1 pods are up to date and ready"), (ready.Status, ready.Reason, ready.Message));
        Assert.Equal("True", Condition(database, DatabaseStatus.PasswordAvailable)!.Status);
    }
}
