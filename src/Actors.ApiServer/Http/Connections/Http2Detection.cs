using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Actors.ApiServer.Http;

/// <summary>
/// Lets clients speak HTTP/2 without TLS beside those that speak HTTP/1.1 on the same port. With TLS the handshake says which it is; without, the first bytes do
/// (RFC 9113, section 3.3, "prior knowledge"). Kestrel serves one of the two on an endpoint without TLS, so such connections are handed to an endpoint of their own.
/// </summary>
internal static class Http2Detection
{
    /// <summary>How every HTTP/2 connection begins, and no request of HTTP/1.1 can.</summary>
    private static readonly byte[] Preface = [.. "PRI * HTTP/2.0\r\n"u8];

    /// <summary>Who has said nothing by then is left to HTTP/1.1, which has its own limit for that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="endpoint">The endpoint clients connect to.</param>
    /// <param name="other">Gets the connections that begin as HTTP/2 does.</param>
    public static void Use(ListenOptions endpoint, HandedConnections other) => endpoint.Use(next => async connection =>
    {
        var closing = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        bool isHttp2;
        using (var ending = CancellationTokenSource.CreateLinkedTokenSource(closing))
        {
            ending.CancelAfter(Patience);
            await using (ending.Token.Register(static input => ((PipeReader)input!).CancelPendingRead(), connection.Transport.Input))
                isHttp2 = await BeginsWithPrefaceAsync(connection.Transport.Input);
        }

        await (isHttp2 ? other.HandAsync(connection) : next(connection));
    });

    /// <summary>Looks at the first bytes and leaves them where they are. A connection that breaks is left to HTTP/1.1 too, which ends it as it ends others.</summary>
    private static async Task<bool> BeginsWithPrefaceAsync(PipeReader input)
    {
        while (true)
        {
            ReadResult result;
            try
            {
                result = await input.ReadAsync();
            }
            catch (ConnectionResetException)
            {
                return false;
            }

            var (matches, isWhole) = Compare(result.Buffer);
            if (!matches || isWhole || result.IsCompleted || result.IsCanceled)
            {
                input.AdvanceTo(result.Buffer.Start);
                return matches && isWhole;
            }

            // Not enough to tell: wait for more than there was.
            input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static (bool Matches, bool IsWhole) Compare(ReadOnlySequence<byte> buffer)
    {
        Span<byte> first = stackalloc byte[Preface.Length];
        var length = (int)Math.Min(buffer.Length, first.Length);
        buffer.Slice(0, length).CopyTo(first);
        return (Preface.AsSpan().StartsWith(first[..length]), length == Preface.Length);
    }
}
