namespace Actors.Testing.Tests;

public sealed class DrivenTimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task What_is_due_in_a_minute_is_reconciled_when_the_test_says_that_it_is_over()
    {
        var time = new ManualTime();
        await using var kit = await Widget.StartKitAsync(new OperatorTestKitOptions { Time = time });
        var widget = await kit.CreateAsync(Widget.Named("one", WidgetReconciler.Later));
        await kit.WaitForAsync(widget, one => one.Status?.Shown == "00:00");
        await AdvanceUntilAsync(time, kit.WaitForAsync(widget, one => one.Status?.Shown != "00:00"));
    }

    /// <summary>It is not known when the operator has begun to wait. Resyncs come after hours only.</summary>
    private static async Task AdvanceUntilAsync(ManualTime time, Task awaited)
    {
        for (var minute = 0; minute < 60 && !awaited.IsCompleted; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await awaited.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await awaited;
    }
}
