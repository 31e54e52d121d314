using System.Net;

namespace Actors.Kubernetes;

/// <summary>A whole answer. Its body is in a shared buffer: dispose of the answer when done with it.</summary>
public sealed class RestResponse : IDisposable
{
    private readonly ResponseBody _body;

    internal RestResponse(HttpStatusCode statusCode, string contentType, ResponseBody body) => (StatusCode, ContentType, _body) = (statusCode, contentType, body);

    /// <summary>The HTTP status, which is a success.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The media type of the body; empty if the server did not say.</summary>
    public string ContentType { get; }

    /// <summary>The body; good until <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Body => _body.Bytes;

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _body.Dispose();
}
