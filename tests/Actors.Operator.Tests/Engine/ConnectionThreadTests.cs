using System.Net;
using System.Net.Sockets;
using Actors.Kernel;
using Actors.Kubernetes.Configuration;

namespace Actors.Engine.Tests;

/// <summary>Actors that run on the thread of the connection that brought what they handle.</summary>
public sealed class ConnectionThreadTests : IAsyncLifetime
{
    private readonly Gate _gate = new();
    private readonly byte[] _buffer = new byte[1];
    private readonly TaskCompletionSource<object> _second = Waiting.Signal<object>();
    private readonly TaskCompletionSource<bool> _isOnConnection = Waiting.Signal<bool>();
    private Stream _connection = Stream.Null;
    private Socket? _server;
    private ActorSystem? _system;

    public async Task InitializeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _connection = await ThreadedConnection.ConnectAsync(listener.LocalEndpoint, CancellationToken.None);
        _server = await listener.AcceptSocketAsync();
    }

    public async Task DisposeAsync()
    {
        _gate.Dispose();
        if (_system is { } system) await system.DisposeAsync();
        await _connection.DisposeAsync();
        _server?.Dispose();
    }

    [Fact]
    public async Task A_start_that_hangs_does_not_keep_what_its_thread_is_to_read_next()
    {
        var reader = Begin();
        await _system!.Ask<string>(reader, "begun?");
        await _server!.SendAsync("1"u8.ToArray());
        await _gate.Entered;
        Assert.True(await _isOnConnection.Task.Soon());
        await _server.SendAsync("2"u8.ToArray());
        Assert.Equal("2", await _second.Task.Soon());
    }

    private ActorRef Begin()
    {
        var effects = new EffectRunners()
            .Add<Read>(async (_, cancelled) => await _connection.ReadAsync(_buffer, cancelled).ConfigureAwait(false) == 1 ? $"{(char)_buffer[0]}" : "the end", onLane: true, lendsThread: true)
            .Add<Hang>(
                (_, _) =>
                {
                    _gate.Pass();
                    return Task.FromResult<object>("at last");
                },
                onLane: true);
        _system = new ActorSystem(effects: effects);
        var reader = _system.Spawn(Acting.As((message, context) =>
        {
            switch (message)
            {
                case "start":
                    context.Perform(new Read());
                    break;
                case "begun?":
                    context.Reply("yes");
                    break;
                case "1":
                    _isOnConnection.SetResult(ReferenceEquals(ThreadedConnection.OfThread, _connection));
                    context.Perform(new Read());
                    context.Perform(new Hang());
                    break;
                default:
                    _second.TrySetResult(message);
                    break;
            }
        }));
        reader.Tell("start");
        return reader;
    }

    private sealed record Read : Effect;

    private sealed record Hang : Effect;
}
