using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Actors.ApiServer.Tests.Http;

public class LoopbackSocketTests
{
    [Fact]
    public async Task Its_connections_have_segments_much_smaller_than_their_windows()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var server = await ApiServer.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);

        // TCP_MAXSEG; with the default it is between 32 and 64 KB here.
        var value = new byte[sizeof(int)];
        client.Client.GetRawSocketOption(optionLevel: 6, optionName: 2, value);
        Assert.InRange(MemoryMarshal.Read<int>(value), 1000, 16 * 1024);
    }
}
