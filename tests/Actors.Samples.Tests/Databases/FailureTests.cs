using System.Net;
using Actors.Kubernetes.Models;
using Actors.Testing;

namespace Actors.Samples.Databases.Tests;

public sealed class FailureTests : DatabaseTestBase
{
    [Theory]
    [InlineData("patch", "statefulsets", HttpStatusCode.InternalServerError)]
    [InlineData("patch", "services", HttpStatusCode.Conflict)]
    [InlineData("patch", "databases/status", HttpStatusCode.Conflict)]
    [InlineData("get", "secrets", HttpStatusCode.ServiceUnavailable)]
    [InlineData("patch", "secrets", HttpStatusCode.Forbidden)]
    public async Task What_the_server_refuses_is_tried_again(string verb, string resource, HttpStatusCode status)
    {
        using var fault = Kit.Requests.Fail(verb, resource, status, times: 3);
        await CreateReadyAsync();
        Assert.Equal(3, fault.Hits);
    }

    [Fact]
    public async Task A_server_with_too_much_to_do_is_left_alone_for_as_long_as_it_says()
    {
        using var fault = Kit.Requests.Fail("patch", "statefulsets", HttpStatusCode.TooManyRequests, times: 2, retryAfter: TimeSpan.Zero);
        await CreateReadyAsync();
        Assert.Equal(2, fault.Hits);
    }

    [Fact]
    public async Task Requests_that_get_no_answer_are_tried_again()
    {
        using var fault = Kit.Requests.Disconnect("*", "services", times: 2);
        await CreateReadyAsync();
        Assert.True(fault.Hits >= 1);
    }

    [Fact]
    public async Task What_fails_all_the_time_does_not_spin()
    {
        using var fault = Kit.Requests.Fail("patch", "services", HttpStatusCode.InternalServerError, OperatorRequests.Always);
        await Kit.CreateAsync(NewDatabase());
        var other = NewDatabase(static spec => spec.PasswordSecretRef = new SecretKeyReference { Name = "own" });
        other.Metadata.Name = "other";
        var created = await Kit.CreateAsync(other);

        // It takes the other one a while to come to its end, and that without being held up.
        await Kit.WaitForAsync(created, one => one.Status?.Phase == DatabasePhase.Pending);
        Assert.InRange(fault.Hits, 0, 12);
        fault.Dispose();
        await Kit.WaitForAsync<Database>(Space, Name, one => one.Status?.Phase == DatabasePhase.Ready);
    }

    [Fact]
    public async Task What_changes_while_the_operator_is_away_is_made_up_for()
    {
        var database = await CreateReadyAsync(static spec => spec.BackupPolicy = new BackupPolicy { Enabled = true });
        await Kit.StopOperatorAsync();
        var changed = await Kit.ChangeAsync(database, static one => one.Spec.Version = "17");
        await Kit.DeleteAsync<V1CronJob>(Space, "orders-backup");
        await Kit.StartOperatorAsync();
        await WhenReadyAsync(changed);
        await Kit.WaitForAsync<V1CronJob>(Space, "orders-backup", static one => true);
    }

    [Fact]
    public async Task A_claim_that_cannot_grow_is_a_failure_that_says_why()
    {
        var database = await CreateReadyAsync();
        using var fault = Kit.Requests.Fail("patch", "persistentvolumeclaims", HttpStatusCode.Forbidden);
        await Kit.ChangeAsync(database, static one => one.Spec.StorageSize = "2Gi");
        var failed = await Kit.WaitForAsync(database, one => one.Status?.Phase == DatabasePhase.Failed);
        var ready = Condition(failed, DatabaseStatus.Ready)!;
        Assert.Equal(("StorageCannotGrow", "403 (by the test)"), (ready.Reason, ready.Message));
    }
}
