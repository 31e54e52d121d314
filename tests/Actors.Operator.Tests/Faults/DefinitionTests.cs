namespace Actors.Operators.Tests.Faults;

/// <summary>The definition of a kind is not there when the operator starts.</summary>
public sealed class DefinitionTests : FaultTestBase
{
    [Fact]
    public async Task It_is_waited_for_which_is_said_once_and_costs_little()
    {
        Reconciler.OnReconcile = ShowSizeAsync;
        await StartAsync(isDefined: false);
        await AdvanceAsync(TimeSpan.FromSeconds(5), 120);

        // In ten minutes, at the shortest waits that chance may draw: 0.8, 1.6 … 25.6 s, then 30 s each. For each try, the server is asked what it serves.
        var sent = Kit.Requests.Sent;
        var tries = sent.Count(static one => one.Resource == "/apis");
        Assert.InRange(tries, 10, 26);
        Assert.InRange(sent.Count, tries, 3 * tries);
        var line = Assert.Single(Kit.Log, static one => one.Contains("is not there (yet)", StringComparison.Ordinal));
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
