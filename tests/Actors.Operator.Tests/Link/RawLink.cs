using System.Buffers.Binary;
using System.Net;
using System.Text;
using Actors.Engine.Tests;

namespace Actors.Operators.Link.Tests;

/// <summary>Sends to a server what no client of ours would.</summary>
internal sealed class RawLink : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler());
    private readonly string _address;

    public RawLink(string address) => _address = address;

    /// <summary>A frame with its length.</summary>
    public static byte[] Frame(string json)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var frame = new byte[text.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(frame, text.Length);
        text.CopyTo(frame, 4);
        return frame;
    }

    /// <summary>A request with that body, and its status and whole answer.</summary>
    public async Task<(HttpStatusCode Status, string Answer)> SendAsync(
        byte[]? body, string? authorization, HttpMethod? method = null, string path = LinkProtocol.Path, string? version = LinkProtocol.Version, string? from = "raw")
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, $"http://{_address}{path}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body is null ? null : new ByteArrayContent(body),
        };
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (version is not null) request.Headers.Add(LinkProtocol.VersionHeader, version);
        if (from is not null) request.Headers.Add(LinkProtocol.FromHeader, from);
        using var response = await _http.SendAsync(request, CancellationToken.None).Soon();
        return (response.StatusCode, await response.Content.ReadAsStringAsync().Soon());
    }

    public void Dispose() => _http.Dispose();
}
