using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Actors.ApiServer.Http;

/// <summary>
/// Binds the socket to listen at with a segment size as networks have it. Loopback's is nearly all of a new connection's window: where what is left of the window is a little less than one,
/// Linux sends nothing before its persist timer says so (RFC 9293, section 3.8.6.2), and a watch stands still for 200 ms. Three of eight bursts of 5,000 changes had that, and none with this.
/// </summary>
internal static class LoopbackSocket
{
    /// <summary>TCP_MAXSEG of IPPROTO_TCP (tcp(7)). Accepted connections have what the listening socket has.</summary>
    private const int Tcp = 6, MaxSegment = 2;

    private const int SegmentBytes = 16 * 1024;

    public static Socket Bind(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (OperatingSystem.IsLinux() && socket.ProtocolType == ProtocolType.Tcp)
        {
            var bytes = SegmentBytes;
            socket.SetRawSocketOption(Tcp, MaxSegment, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in bytes)));
        }

        return socket;
    }
}
