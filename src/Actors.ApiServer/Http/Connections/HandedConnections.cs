using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Actors.ApiServer.Http;

/// <summary>An endpoint nobody connects to: its connections are handed over by another.</summary>
internal sealed class HandedConnections : IConnectionListenerFactory, IConnectionListenerFactorySelector, IConnectionListener
{
    private readonly Channel<ConnectionContext> _waiting = Channel.CreateUnbounded<ConnectionContext>();

    public EndPoint EndPoint { get; } = new HandedEndPoint();

    public bool CanBind(EndPoint endpoint) => endpoint is HandedEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => ValueTask.FromResult<IConnectionListener>(this);

    /// <summary>Hands a connection over; completes when it has been served.</summary>
    public Task HandAsync(ConnectionContext connection)
    {
        var handed = new HandedConnection(connection);
        // Once the endpoint takes no more, the server ends, and the connection with it.
        return _waiting.Writer.TryWrite(handed) ? handed.Served : Task.CompletedTask;
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _waiting.Reader.WaitToReadAsync(cancellationToken) && _waiting.Reader.TryRead(out var connection) ? connection : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _waiting.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private sealed class HandedEndPoint : EndPoint
    {
        public override string ToString() => "http2";
    }
}
