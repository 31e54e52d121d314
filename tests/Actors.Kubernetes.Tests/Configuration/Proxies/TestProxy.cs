using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Actors.Kubernetes.Configuration.Tests;

/// <summary>A proxy on the own machine for CONNECT (RFC 9110, 9.3.6) and SOCKS 5 (RFC 1928, 1929), which leads to one server whatever it is asked for.</summary>
internal sealed class TestProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _server;
    private readonly TestCertificate? _certificate;
    private readonly string? _password;
    private readonly Task _accepting;

    public TestProxy(Uri server, TestCertificate? certificate = null, string? password = null)
    {
        (_server, _certificate, _password) = (server, certificate, password);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where tunnels were asked for to.</summary>
    public ConcurrentQueue<string> Destinations { get; } = [];

    public string Authority => _listener.LocalEndpoint.ToString()!;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var tunnels = new List<Task>();
        try
        {
            while (true) tunnels.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(tunnels);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var accepted = client;
            Stream stream = client.GetStream();
            if (_certificate is not null)
            {
                var secured = new SslStream(stream);
                await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate.Load() }, _end.Token);
                stream = secured;
            }

            var first = (await ReadAsync(stream, 1))[0];
            if (!(first == 5 ? await AcceptSocksAsync(stream) : await AcceptConnectAsync(stream, (char)first))) return;
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, _server.Port, _end.Token);
            await Task.WhenAny(stream.CopyToAsync(server.GetStream(), _end.Token), server.GetStream().CopyToAsync(stream, _end.Token));
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException)
        {
            // One of the two ends has gone, and with it the tunnel.
            return;
        }
    }

    private async Task<bool> AcceptConnectAsync(Stream stream, char first)
    {
        var head = new StringBuilder().Append(first);
        do
        {
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) head.Append((char)(await ReadAsync(stream, 1))[0]);
            var request = head.ToString();
            var wanted = $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(_password ?? ""))}\r\n";
            if (_password is null || request.Contains(wanted, StringComparison.OrdinalIgnoreCase))
            {
                Destinations.Enqueue(request.Split(' ')[1]);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), _end.Token);
                return true;
            }

            head.Clear();
            await stream.WriteAsync("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _end.Token);
        }
        while (true);
    }

    private async Task<bool> AcceptSocksAsync(Stream stream)
    {
        var methods = await ReadAsync(stream, (await ReadAsync(stream, 1))[0]);
        var method = (byte)(_password is null ? 0 : 2);
        if (!methods.Contains(method)) return false;
        await stream.WriteAsync(new byte[] { 5, method }, _end.Token);
        if (_password is not null)
        {
            await ReadAsync(stream, 1);
            var user = Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
            var password = Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
            if ($"{user}:{password}" != _password) return false;
            await stream.WriteAsync(new byte[] { 1, 0 }, _end.Token);
        }

        var kind = (await ReadAsync(stream, 4))[3];
        var host = kind == 1
            ? new IPAddress(await ReadAsync(stream, 4)).ToString()
            : Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
        Destinations.Enqueue($"{host}:{BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(stream, 2))}");
        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 }, _end.Token);
        return true;
    }

    private async Task<byte[]> ReadAsync(Stream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, _end.Token);
        return bytes;
    }
}
