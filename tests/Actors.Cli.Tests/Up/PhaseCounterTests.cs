using System.Text;
using Actors.Cli.Up;
using Actors.Objects;

namespace Actors.Cli.Tests;

public sealed class PhaseCounterTests
{
    [Fact]
    public void It_counts_what_is_there()
    {
        var counter = new PhaseCounter();
        counter.Added(Database("a", null));
        counter.Added(Database("b", "Pending"));
        counter.Added(Database("c", "Ready"));
        Assert.Equal(new PhaseCounts(2, 0, 1, 0), counter.Counts);
        counter.Modified(Database("a", null), Database("a", "Provisioning"));
        counter.Modified(Database("b", "Pending"), Database("b", "Failed"));
        counter.Deleted(Database("c", "Ready"));
        Assert.Equal(new PhaseCounts(0, 1, 0, 1), counter.Counts);
        Assert.Equal(2, counter.Counts.Total);
    }

    private static KubernetesObject Database(string name, string? phase)
    {
        var status = phase is null ? "" : $$""","status":{"phase":"{{phase}}"}""";
        return KubernetesObject.Parse(Encoding.UTF8.GetBytes($$"""{"apiVersion":"example.com/v1alpha1","kind":"Database","metadata":{"name":"{{name}}","uid":"{{name}}"}{{status}}}"""));
    }
}
