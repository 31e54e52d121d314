namespace Actors.Operators.Tests.Faults;

/// <summary>The definition of a kind is not there when the operator starts.</summary>
public sealed class DefinitionTests : FaultTestBase
{
    private const string Missing = "is not there (yet)";

    [Fact]
    public async Task It_is_waited_for_which_is_said_once_and_costs_little()
    {
        Reconciler.OnReconcile = ShowSizeAsync;
        await StartAsync(isDefined: false);

        // The first try finds code that has never run: it may take longer than the time that twelve steps are.
        await UntilAsync(() => Kit.Log.Any(static one => one.Contains(Missing, StringComparison.Ordinal)));
        var begun = Time.GetTimestamp();
        await AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => Kit.Requests.Sent.Count(static one => one.Resource == "/apis") >= 20);

        // For each try, the server is asked what it serves. The shortest waits that chance may draw are 0.8, 1.6 … 25.6 s, together 50.4, then 30 s each.
        Assert.True(Time.GetElapsedTime(begun) >= TimeSpan.FromSeconds(50.4 + (13 * 30)), $"20 tries within {Time.GetElapsedTime(begun)}");
        Assert.InRange(Kit.Requests.Sent.Count, 20, 3 * 20);
        var line = Assert.Single(Kit.Log, static one => one.Contains(Missing, StringComparison.Ordinal));
        Assert.Equal(
            "Warning Actors.Operator: Gadget.test.example.com: list and watch failed, and is tried again: the server does not serve v1 of Gadget.test.example.com: " +
            "the CustomResourceDefinition of Gadget.test.example.com is not there (yet)",
            line);

        await Kit.DefineAsync(Gadget.Definition);
        await CreateAsync("one");
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), WhenSeenAsync("one", 1));
        Assert.Contains(Kit.Log, static one => one.Contains("Gadget.test.example.com: all known, 1 objects", StringComparison.Ordinal));
    }
}
