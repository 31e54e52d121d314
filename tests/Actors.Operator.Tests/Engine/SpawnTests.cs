using Actors.Kernel;

namespace Actors.Engine.Tests;

public sealed class SpawnTests : IAsyncDisposable
{
    private readonly ActorSystem _system = new();

    [Fact]
    public async Task A_name_in_use_is_refused_and_said()
    {
        _system.Spawn(Acting.Echo, "twin");
        var refusal = Assert.Throws<InvalidActorNameException>(() => _system.Spawn(Acting.Echo, "twin"));
        Assert.Equal("The name 'twin' is in use below /: watch the actor /twin and wait for Terminated before using its name again", refusal.Message);
        Assert.Equal("other", await _system.Ask<string>(_system.Spawn(Acting.Echo, "other"), "other"));
    }

    [Fact]
    public async Task A_name_is_free_again_once_its_actor_is_known_to_have_stopped()
    {
        var ended = Waiting.Signal<object>();
        var first = _system.Spawn(Acting.Echo, "name");
        var watcher = _system.Spawn(Acting.As((message, context) =>
        {
            if (message is ActorRef watched) context.Watch(watched);
            else ended.SetResult(message);
        }));
        watcher.Tell(first);
        _system.Stop(first);
        Assert.Equal(new Terminated(first), await ended.Task.Soon());
        var second = _system.Spawn(Acting.Echo, "name");
        Assert.Equal(2, await _system.Ask<int>(second, 2));
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("$1")]
    public void A_name_that_is_none_is_refused_and_said(string name)
    {
        var refusal = Assert.Throws<InvalidActorNameException>(() => _system.Spawn(Acting.Echo, name));
        Assert.StartsWith($"'{name}' cannot name an actor below /:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Actors_without_a_name_get_different_ones()
    {
        var paths = Enumerable.Range(0, 100).Select(_ => _system.Spawn(Acting.Echo).Path).ToHashSet();
        Assert.Equal(100, paths.Count);
    }

    [Fact]
    public async Task An_actor_of_another_system_is_not_stopped()
    {
        await using var other = new ActorSystem();
        var foreign = other.Spawn(Acting.Echo, "foreign");
        Assert.Throws<NotSupportedException>(() => _system.Stop(foreign));
        Assert.Equal(1, await other.Ask<int>(foreign, 1));
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();
}
