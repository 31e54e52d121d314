using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Actors.Operators.Link.Tests;

/// <summary>Between a client and a server: can cut what is open, and lets no more through to the server than it is told to.</summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private readonly int _port;
    private readonly Task _accepting;

    public CuttableProxy(string server)
    {
        _port = IPEndPoint.Parse(server).Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>How many bytes of each connection that is made from now on reach the server; it does not read what follows.</summary>
    public long LetThrough { get; set; } = long.MaxValue;

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>Cuts all connections, as a machine that dies does.</summary>
    public void Cut()
    {
        foreach (var socket in _sockets.Keys)
        {
            if (_sockets.TryRemove(socket, out _)) socket.Close(timeout: 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(IPAddress.Loopback, _port);
                (_sockets[client], _sockets[server]) = (0, 0);
                _ = CopyAsync(client, server, LetThrough);
                _ = CopyAsync(server, client, long.MaxValue);
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private static async Task CopyAsync(Socket from, Socket to, long max)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            var left = max;
            while (left > 0)
            {
                var count = await from.ReceiveAsync(buffer);
                if (count == 0) break;
                await to.SendAsync(buffer.AsMemory(0, (int)Math.Min(count, left)));
                left -= count;
            }

            if (left > 0) to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }
}
