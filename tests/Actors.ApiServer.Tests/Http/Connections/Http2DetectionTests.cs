using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.ApiServer.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.ApiServer.Tests.Http.Connections;

public class Http2DetectionTests
{
    /// <summary>What leaves a connection's handler is logged as an error of the server, and it is none.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("PRI ")]
    [InlineData("PRI * HTTP/2.0\r\n")]
    [InlineData("GET / HTTP/1.1\r\n")]
    public async Task A_client_that_breaks_off_while_it_begins_is_no_failure(string said)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var served = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Build(next => async connection =>
        {
            arrived.TrySetResult();
            served.TrySetResult(await Record.ExceptionAsync(() => next(connection)));
        });
        await server.StartAsync();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var address = new Uri(server.Urls.First(static url => url.StartsWith("http://127.", StringComparison.Ordinal)));
        await client.ConnectAsync(address.Host, address.Port);
        client.Send(Encoding.ASCII.GetBytes(said));
        await arrived.Task;

        // Closed so, it resets the connection, as the system does for a process that was killed.
        client.LingerState = new LingerOption(true, 0);
        client.Close();
        Assert.Null(await served.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static WebApplication Build(Func<ConnectionDelegate, ConnectionDelegate> around)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var handed = new HandedConnections();
        builder.WebHost.UseKestrelCore().UseSockets().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1;
                endpoint.Use(around);
                Http2Detection.Use(endpoint, handed);
            });
            kestrel.Listen(handed.EndPoint, static endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton<IConnectionListenerFactory>(handed);
        return builder.Build();
    }
}
