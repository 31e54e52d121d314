using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.ApiServer.Http;

/// <summary>A connection that was handed over: who accepted it closes it, once it has been served.</summary>
internal sealed class HandedConnection(ConnectionContext connection) : ConnectionContext
{
    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when it has been served.</summary>
    public Task Served => _served.Task;

    public override IDuplexPipe Transport { get; set; } = connection.Transport;

    public override string ConnectionId { get; set; } = connection.ConnectionId;

    public override IFeatureCollection Features { get; } = connection.Features;

    public override IDictionary<object, object?> Items { get; set; } = connection.Items;

    public override CancellationToken ConnectionClosed { get; set; } = connection.ConnectionClosed;

    public override EndPoint? LocalEndPoint { get; set; } = connection.LocalEndPoint;

    public override EndPoint? RemoteEndPoint { get; set; } = connection.RemoteEndPoint;

    public override void Abort(ConnectionAbortedException abortReason) => connection.Abort(abortReason);

    public override ValueTask DisposeAsync()
    {
        _served.TrySetResult();
        return base.DisposeAsync();
    }
}
