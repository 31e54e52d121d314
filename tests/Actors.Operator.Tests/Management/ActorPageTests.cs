using System.Text;
using Actors.Kernel;
using Actors.Objects;
using Actors.Reconciling;

namespace Actors.Operators.Management.Tests;

public sealed class ActorPageTests
{
    private const int Limit = 7;

    private static readonly ControllerSpec Widgets = new() { Name = "widget", Kind = new GroupKind("example.com", "Widget") };
    private static readonly string[] Namespaces = ["", "a", "a-b", "a.b", "b"];

    // Letters that are not ASCII cannot be in a name, but escapes can be in the JSON of one.
    private static readonly string[] Names = ["x", "x-1", "x.1", "x1", "y", "\\u0079"];

    [Theory]
    [InlineData("name", 1)]
    [InlineData("age", 2)]
    [InlineData("attempts", 3)]
    [InlineData("due", 4)]
    [InlineData("duration", 5)]
    public void Pages_of_those_that_a_glance_lets_through_are_those_of_all(string by, int seed)
    {
        var random = new Random(seed);
        var all = Enumerable.Range(0, 60).Select(number => Make(number, random)).ToArray();
        var order = ActorOrder.Read(by, null);
        var wanted = all.Select(static one => one.Summary).OrderBy(order.PlaceOf).Select(static one => one.Uid).ToArray();
        var (listed, asked) = (new List<string>(), 0);
        string? next = null;
        do
        {
            random.Shuffle(all);
            order = ActorOrder.Read(by, next);
            var page = new ActorPage(order, Limit, TimeOf);
            foreach (var one in all)
            {
                if (!page.Wants(one.Glance))
                {
                    page.Count();
                    continue;
                }

                asked++;
                page.Take(one.Summary);
            }

            Assert.Equal(all.Length, page.Total);
            var items = page.Items.OrderBy(order.PlaceOf).Take(Limit).ToArray();
            listed.AddRange(items.Select(static one => one.Uid));
            next = page.Items.Count > Limit ? order.ContinueAfter(items[^1]) : null;
        }
        while (next is not null);

        Assert.Equal(wanted, listed);
        Assert.True(asked < all.Length * 5, $"{asked} summaries of {all.Length} objects on {listed.Count / Limit} pages");
    }

    private static (ResourceGlance Glance, ActorSummary Summary) Make(int number, Random random)
    {
        var (space, name, uid) = (Namespaces[random.Next(Namespaces.Length)], Names[random.Next(Names.Length)], $"{number:00000000}-0000-4000-8000-000000000000");
        var json = $$$"""{"kind":"Widget","metadata":{"name":"{{{name}}}","namespace":"{{{space}}}","uid":"{{{uid}}}","resourceVersion":"1"}}""";
        var subject = KubernetesObject.Parse(Encoding.UTF8.GetBytes(json));
        var (since, failures, due) = (new Instant(random.Next(5) * TimeSpan.TicksPerMillisecond), random.Next(3), random.Next(3));
        var glance = new ResourceGlance(
            Widgets, subject, since, failures, due == 0 ? null : new Instant(due * TimeSpan.TicksPerSecond), random.Next(2) == 0, TimeSpan.FromMilliseconds(random.Next(3)));
        var summary = new ActorSummary(
            "Widget", subject.Namespace, subject.Name, subject.Uid, "r", 0, "Idle", TimeOf(since), failures, glance.DueAt is { } at ? TimeOf(at) : null, 1, 1,
            glance.HasRun ? glance.Took.TotalSeconds : null, false, null, null);
        return (glance, summary);
    }

    private static DateTimeOffset TimeOf(Instant moment) => DateTimeOffset.UnixEpoch.AddTicks(moment.Ticks);
}
