using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.ApiServer.Tests.Http;

public class ProtocolTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_versions_of_HTTP_are_spoken_on_one_port(bool usesTls)
    {
        await using var server = await ApiServer.StartAsync(new ApiServerOptions { UsesTls = usesTls });
        using var handler = new HttpClientHandler();
        handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        foreach (var version in (Version[])[HttpVersion.Version11, HttpVersion.Version20, HttpVersion.Version11])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/namespaces") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            using var response = await client.SendAsync(request);
            Assert.Equal((HttpStatusCode.OK, version), (response.StatusCode, response.Version));
        }
    }

    [Fact]
    public async Task Many_watches_go_over_one_connection_and_end_with_the_server()
    {
        var server = await ApiServer.StartAsync();
        using var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Address, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var watches = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetAsync("/api/v1/namespaces?watch=true", HttpCompletionOption.ResponseHeadersRead)));
        var readers = await Task.WhenAll(watches.Select(static async one => new StreamReader(await one.Content.ReadAsStreamAsync())));
        Assert.All(await Task.WhenAll(readers.Select(static one => one.ReadLineAsync())), static line => Assert.Contains("ADDED", line, StringComparison.Ordinal));
        await server.DisposeAsync();
        foreach (var reader in readers)
        {
            while (await reader.ReadLineAsync() is not null) continue;
            reader.Dispose();
        }
    }

    [Theory]
    [InlineData("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 1, "HTTP/1.1 200 OK")]
    [InlineData("PRI * HTTP/1.1\r\n\r\n", 14, "HTTP/1.1 405 Method Not Allowed")]
    public async Task The_first_bytes_may_come_one_by_one(string text, int apart, string expected)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        var stream = client.GetStream();
        foreach (var part in Encoding.ASCII.GetBytes(text).Chunk(apart)) await stream.WriteAsync(part);
        using var reader = new StreamReader(stream);
        Assert.StartsWith(expected, await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_says_nothing_keeps_no_server_from_ending()
    {
        var server = await ApiServer.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        await client.GetStream().WriteAsync("PRI"u8.ToArray());
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }
}
