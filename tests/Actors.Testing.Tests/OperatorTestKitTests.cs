using System.Diagnostics;
using System.Runtime.InteropServices;
using Actors.Kubernetes.Models;

namespace Actors.Testing.Tests;

public sealed class OperatorTestKitTests
{
    [Fact]
    public async Task An_operator_is_at_work_in_it()
    {
        await using var kit = await Widget.StartKitAsync();
        var widget = await kit.CreateAsync(Widget.Named("one"));
        await kit.WaitForAsync(widget, one => one.Status?.Shown == "hello");
        await kit.ChangeAsync(widget, one => one.Spec.Text = "bye");
        await kit.WaitForAsync<V1ConfigMap>("default", "one", one => one.Data!["text"] == "bye");
        Assert.Equal("Normal", (await kit.WaitForEventAsync<Widget>("default", "one", "Shown")).Type);
        await kit.DeleteAsync<Widget>("default", "one");
        await kit.WaitForGoneAsync<Widget>("default", "one");
        Assert.Empty(await kit.ListAsync<Widget>(""));
    }

    [Fact]
    public async Task What_was_not_as_awaited_is_shown_with_all_that_is_known_of_it()
    {
        await using var kit = await Widget.StartKitAsync();
        var widget = await kit.CreateAsync(Widget.Named("one"));
        await kit.WaitForEventAsync<Widget>("default", "one", "Shown");
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => kit.WaitForAsync(widget, one => one.Status!.Parts == 7, TimeSpan.FromMilliseconds(50)));
        Assert.StartsWith("Widget default/one was not as awaited within 0.05 s: one => one.Status!.Parts == 7\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\n  kind: Widget\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\n    text: hello\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Events about it:\n  Normal Shown: shows 'hello'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("managedFields", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_awaited_and_never_there_is_told()
    {
        await using var kit = await Widget.StartKitAsync();
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => kit.WaitForAsync<Widget>("default", "none", one => true, TimeSpan.FromMilliseconds(50)));
        Assert.Contains("There is none of that name.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stays_that_should_go_is_told()
    {
        await using var kit = await Widget.StartKitAsync();
        await kit.CreateAsync(Widget.Named("one"));
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => kit.WaitForGoneAsync<Widget>("default", "one", TimeSpan.FromMilliseconds(50)));
        Assert.StartsWith("Widget default/one was not as awaited within 0.05 s: is gone\n", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_operator_logs_is_kept_and_passed_on()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var kit = await Widget.StartKitAsync(new OperatorTestKitOptions { Output = lines.Enqueue });
        await kit.CreateAsync(Widget.Named("one", "fail"));
        await kit.CreateAsync(Widget.Named("two"));
        using var fault = kit.Requests.Fail("patch", "widgets/status", System.Net.HttpStatusCode.InternalServerError, times: 4);
        await kit.WaitForAsync<Widget>("default", "two", one => one.Status?.Shown == "hello");
        await kit.StopOperatorAsync();
        Assert.NotEmpty(kit.Log);
        Assert.Equal(lines, kit.Log);
    }

    [Fact]
    public async Task An_operator_can_be_away_for_a_while()
    {
        await using var kit = await Widget.StartKitAsync();
        await kit.StopOperatorAsync();
        await kit.CreateAsync(Widget.Named("one"));
        await Assert.ThrowsAsync<TimeoutException>(() => kit.WaitForAsync<Widget>("default", "one", one => one.Status is not null, TimeSpan.FromMilliseconds(50)));
        await kit.StartOperatorAsync();
        await kit.WaitForAsync<Widget>("default", "one", one => one.Status is not null);
        await Assert.ThrowsAsync<InvalidOperationException>(() => kit.StartOperatorAsync());
    }

    [Fact]
    public async Task The_signals_are_for_the_process_that_runs_the_tests()
    {
        // Whoever else takes it is asked between these two, in whatever order they are asked.
        var taken = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        using var first = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take);
        await using var kit = await Widget.StartKitAsync();
        using var last = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take);
        using var kill = Process.Start("kill", ["-TERM", $"{Environment.ProcessId}"]);
        Assert.False(await taken.Task.WaitAsync(TimeSpan.FromMinutes(1)));

        void Take(PosixSignalContext signal)
        {
            if (Interlocked.Increment(ref asked) != 2) return;
            taken.SetResult(signal.Cancel);
            signal.Cancel = true;
        }
    }

    [Fact]
    public async Task Two_do_not_know_of_each_other()
    {
        await using var one = await Widget.StartKitAsync();
        await using var other = await Widget.StartKitAsync();
        await one.CreateAsync(Widget.Named("one"));
        await one.WaitForAsync<Widget>("default", "one", widget => widget.Status is not null);
        Assert.Empty(await other.ListAsync<Widget>(""));
    }

    [Fact]
    public async Task A_definition_that_is_none_is_refused() => await Assert.ThrowsAsync<Kubernetes.KubernetesException>(
        () => OperatorTestKit.StartAsync(static builder => builder.Add<Widget, WidgetReconciler>(), "apiVersion: v1\nkind: Pod\n"));
}
