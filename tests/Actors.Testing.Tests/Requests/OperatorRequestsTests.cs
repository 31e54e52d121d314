using System.Net;

namespace Actors.Testing.Tests;

public sealed class OperatorRequestsTests
{
    [Fact]
    public async Task What_is_sent_can_be_looked_at()
    {
        await using var kit = await Widget.StartKitAsync();
        await kit.CreateAsync(Widget.Named("one"));
        await kit.WaitForAsync<Widget>("default", "one", one => one.Status is not null);
        Assert.Contains(kit.Requests.Writes, static one => one is { Verb: "patch", Resource: "configmaps", Namespace: "default", Name: "one", StatusCode: 200 or 201 });
        Assert.Contains(kit.Requests.Sent, static one => one is { Verb: "watch", Resource: "widgets", StatusCode: 200 });
        Assert.All(kit.Requests.Writes, static one => Assert.True(one.IsWrite));
        kit.Requests.Forget();
        Assert.Empty(kit.Requests.Writes);
    }

    [Fact]
    public async Task Faults_meet_what_they_are_meant_for_and_as_often()
    {
        await using var kit = await Widget.StartKitAsync();
        using var failing = kit.Requests.Fail("patch", "configmaps", HttpStatusCode.InternalServerError, times: 2);
        using var other = kit.Requests.Fail("delete", "widgets", HttpStatusCode.InternalServerError);
        using var slow = kit.Requests.Delay("patch", "widgets/status", TimeSpan.FromMilliseconds(1));
        using var broken = kit.Requests.Disconnect("patch", "widgets/status", times: 2);
        await kit.CreateAsync(Widget.Named("one"));
        await kit.WaitForAsync<Widget>("default", "one", one => one.Status is not null);
        Assert.Equal((2, 0, 1, 2), (failing.Hits, other.Hits, slow.Hits, broken.Hits));
        Assert.Equal([500, 500], kit.Requests.Writes.Where(static one => one.Resource == "configmaps").Select(static one => one.StatusCode).Take(2));
        Assert.Contains(kit.Requests.Writes, static one => one is { Resource: "widgets/status", StatusCode: null });
    }

    [Fact]
    public async Task A_server_can_go_away_with_all_that_is_open_and_come_back()
    {
        await using var kit = await Widget.StartKitAsync();
        var widget = await kit.CreateAsync(Widget.Named("one"));
        await kit.WaitForAsync(widget, one => one.Status is not null);

        // What is under way may be answered later than others see what it has done.
        while (!kit.Requests.Writes.Any(static one => one is { Resource: "widgets/status", StatusCode: 200 })) await Task.Yield();
        kit.Requests.Forget();
        using (kit.Requests.GoAway())
        {
            await kit.ChangeAsync(widget, one => one.Spec.Text = "while it was away");
            await Assert.ThrowsAsync<TimeoutException>(() => kit.WaitForAsync(widget, one => one.Status!.Shown == "while it was away", TimeSpan.FromMilliseconds(50)));

            // An event may have been under way before.
            Assert.All(kit.Requests.Sent.Where(static one => one.Resource != "events"), static one => Assert.Null(one.StatusCode));
        }

        await kit.WaitForAsync(widget, one => one.Status!.Shown == "while it was away");
        Assert.Contains(kit.Requests.Sent, static one => one is { Verb: "watch", Resource: "widgets", StatusCode: 200 });
    }

    [Fact]
    public async Task A_fault_lasts_until_it_is_ended()
    {
        await using var kit = await Widget.StartKitAsync();
        using var failing = kit.Requests.Fail("patch", "configmaps", HttpStatusCode.Conflict, OperatorRequests.Always);
        await kit.CreateAsync(Widget.Named("one"));
        while (failing.Hits < 3) await Task.Yield();
        Assert.Null((await kit.FindAsync<Widget>("default", "one"))!.Status);
        failing.Dispose();
        await kit.WaitForAsync<Widget>("default", "one", one => one.Status is not null);
    }

    [Fact]
    public async Task The_tests_own_requests_meet_no_faults()
    {
        await using var kit = await Widget.StartKitAsync();
        using var failing = kit.Requests.Fail("*", "*", HttpStatusCode.InternalServerError, OperatorRequests.Always);
        await kit.CreateAsync(Widget.Named("one"));
        Assert.NotNull(await kit.FindAsync<Widget>("default", "one"));
    }
}
