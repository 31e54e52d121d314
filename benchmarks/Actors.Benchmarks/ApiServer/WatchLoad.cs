using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Benchmarks.ApiServer;

/// <summary>Many watches of one path, each on a connection of its own. Events are counted, not read: what is measured is the server.</summary>
internal sealed class WatchLoad : IDisposable
{
    private readonly List<Socket> _sockets = [];
    private long _events;
    private long _reads;

    private WatchLoad()
    {
    }

    public double EventsPerRead => (double)_events / _reads;

    /// <summary>Begins the watches; completes when the server has taken up all of them.</summary>
    public static async Task<WatchLoad> StartAsync(Uri address, string path, int count)
    {
        var load = new WatchLoad();
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: application/json\r\n\r\n");
        for (var index = 0; index < count; index++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            load._sockets.Add(socket);
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port));
            await socket.SendAsync(request);
            await SkipHeadAsync(socket);
        }

        return load;
    }

    /// <summary>Completes when each watch has had so many events.</summary>
    public Task ReceiveAsync(int count)
    {
        _events = _reads = 0;
        return Task.WhenAll(_sockets.Select(socket => Task.Run(() => CountAsync(socket, count))));
    }

    public void Dispose() => _sockets.ForEach(static socket => socket.Dispose());

    private static async Task SkipHeadAsync(Socket socket)
    {
        var buffer = new byte[1];
        for (uint last = 0; last != 0x0D0A0D0A; last = (last << 8) | buffer[0])
            if (await socket.ReceiveAsync(buffer) == 0) throw new EndOfStreamException("A watch ended in its head");
    }

    private async Task CountAsync(Socket socket, int count)
    {
        var buffer = new byte[64 << 10];
        for (var lines = 0; lines < count;)
        {
            var read = await socket.ReceiveAsync(buffer);
            if (read == 0) throw new EndOfStreamException($"A watch ended after {lines} of {count} events");
            var bytes = buffer.AsSpan(0, read);
            // The lines of the chunked encoding end in both characters, those of events in one.
            var events = bytes.Count((byte)'\n') - bytes.Count((byte)'\r');
            lines += events;
            Interlocked.Add(ref _events, events);
            Interlocked.Increment(ref _reads);
        }
    }
}
