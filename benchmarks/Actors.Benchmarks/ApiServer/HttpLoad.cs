using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Benchmarks.ApiServer;

/// <summary>
/// A client that costs little, since it shares its cores with the server it measures: some connections that stay open (HTTP/1.1), each with a thread that sends one request,
/// waits for its whole answer, and sends the next.
/// </summary>
internal sealed class HttpLoad(Uri address, Process server)
{
    private const int Connections = 16;

    /// <summary>A request as it goes over the wire.</summary>
    public static byte[] Request(string method, string path, string contentType, string body)
    {
        var content = Encoding.UTF8.GetBytes(body);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench/1.0\r\nAccept: application/json\r\nContent-Type: {contentType}\r\nContent-Length: {content.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. content];
    }

    /// <summary>Sends all requests, in their order but for those under way at once.</summary>
    /// <param name="requests">Each as <see cref="Request"/> makes it.</param>
    /// <returns>The requests of a second, and the microseconds of processor time the server and this process spent on each.</returns>
    /// <exception cref="InvalidOperationException">One is not answered with success.</exception>
    public LoadResult Send(IReadOnlyList<byte[]> requests)
    {
        using var self = Process.GetCurrentProcess();
        var (ownBefore, serverBefore) = (self.TotalProcessorTime, ServerTime());
        var start = Stopwatch.GetTimestamp();
        var next = -1;
        Exception? failure = null;
        var threads = Enumerable.Range(0, Connections).Select(_ => new Thread(() =>
        {
            try
            {
                using var connection = new Connection(address);
                for (var at = Interlocked.Increment(ref next); at < requests.Count && failure is null; at = Interlocked.Increment(ref next)) connection.Exchange(requests[at]);
            }
            catch (Exception exception) when (exception is InvalidOperationException or SocketException)
            {
                failure = exception;
            }
        })).ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        if (failure is not null) throw failure;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        self.Refresh();
        return new LoadResult(
            requests.Count / seconds, (ServerTime() - serverBefore).TotalMicroseconds / requests.Count, (self.TotalProcessorTime - ownBefore).TotalMicroseconds / requests.Count);
    }

    private TimeSpan ServerTime()
    {
        server.Refresh();
        return server.TotalProcessorTime;
    }

    private sealed class Connection : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly byte[] _buffer = new byte[256 << 10];

        public Connection(Uri address) => _socket.Connect(IPAddress.Loopback, address.Port);

        public void Exchange(byte[] request)
        {
            _socket.Send(request);
            var read = 0;
            for (var length = -1; length < 0 || read < length;)
            {
                var count = _socket.Receive(_buffer, read, _buffer.Length - read, SocketFlags.None);
                if (count == 0) throw new InvalidOperationException("The server closed a connection");
                read += count;
                if (length < 0) length = LengthOf(_buffer.AsSpan(0, read));
            }

            if (_buffer[9] != (byte)'2') throw new InvalidOperationException($"{Encoding.ASCII.GetString(request)}\n{Encoding.ASCII.GetString(_buffer, 0, read)}");
        }

        public void Dispose() => _socket.Dispose();

        /// <summary>The length of the answer with its head; -1 if that has not come as a whole.</summary>
        private static int LengthOf(ReadOnlySpan<byte> answer)
        {
            var end = answer.IndexOf("\r\n\r\n"u8);
            if (end < 0) return -1;
            var name = "Content-Length: "u8;
            var at = answer[..end].IndexOf(name);
            if (at < 0 || !Utf8Parser.TryParse(answer[(at + name.Length)..], out int length, out _)) throw new InvalidOperationException("An answer without its length");
            return end + 4 + length;
        }
    }
}

/// <param name="PerSecond">Requests of a second.</param>
/// <param name="ServerMicroseconds">Processor time of the server for each.</param>
/// <param name="ClientMicroseconds">Processor time of the client for each.</param>
internal readonly record struct LoadResult(double PerSecond, double ServerMicroseconds, double ClientMicroseconds);
