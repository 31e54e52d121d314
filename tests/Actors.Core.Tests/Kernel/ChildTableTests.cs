using Actors.Simulation;

namespace Actors.Kernel.Tests;

public sealed class ChildTableTests
{
    private readonly Machine _machine = new World(1).AddMachine("m");

    [Theory]
    [InlineData("0123abcd-0000-4000-8000-00000000000f", true)]
    [InlineData("0123ABCD-0000-4000-8000-00000000000F", false)]
    [InlineData("0123abcd00004000800000000000000f", false)]
    [InlineData("", false)]
    [InlineData("shard", false)]
    public void A_name_is_what_it_was_whether_it_is_kept_as_uuid_or_not(string text, bool isUuid)
    {
        var name = ActorName.Of(text);
        Assert.Equal(isUuid, name.TryGetUuid(out _));
        Assert.Equal(text, name.ToString());
        Assert.True(name.Is(ActorName.Of(text)));
        Assert.Equal(name.Hash(), ActorName.Of(text).Hash());
        Assert.False(name.Is(ActorName.Of(text.ToUpperInvariant() + "x")));
    }

    /// <summary>Against a dictionary, with few names so that places are used again.</summary>
    [Fact]
    public void Children_are_found_while_they_are_there()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var random = new Random(seed);
            var table = new ChildTable();
            var expected = new Dictionary<string, ActorCell>();
            for (var step = 0; step < 500; step++)
            {
                var number = random.Next(60);
                var name = number % 2 == 0 ? $"child-{number}" : $"{number:x8}-aaaa-bbbb-cccc-{number:x12}";
                if (expected.Remove(name, out var known))
                {
                    Assert.True(table.Remove(known));
                    Assert.False(table.Remove(known));
                }
                else
                {
                    var child = new SimulatedCell(_machine.Life!, null, ActorName.Of(name), Props.Create(static () => new Nothing()));
                    table.Add(child);
                    expected.Add(name, child);
                }

                Assert.Equal(expected.Count, table.Count);
                Assert.Null(table.Find(ActorName.Of("nobody")));
                Assert.All(expected, one => Assert.Same(one.Value, table.Find(ActorName.Of(one.Key))));
                Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), table.Select(static one => one.Name).Order(StringComparer.Ordinal));
            }
        }
    }

    private sealed class Nothing : Actor
    {
        protected override void Receive(object message, ActorContext context) { }
    }
}
