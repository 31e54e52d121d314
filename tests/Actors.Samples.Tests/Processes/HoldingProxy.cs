using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Samples.Tests;

/// <summary>Stands between a process and its API server, and holds the first request of a method to a path until a test lets it go.</summary>
internal sealed class HoldingProxy : IAsyncDisposable
{
    private static readonly string[] HopByHop = ["Host", "Connection", "Transfer-Encoding", "Content-Length"];

    private readonly HttpClient _client;
    private readonly WebApplication _application;
    private readonly string _method;
    private readonly string _path;
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HoldingProxy(Uri server, string method, string path)
    {
        (_method, _path) = (method, path);
        _client = new HttpClient { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(PassOnAsync);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Ends when the request has come.</summary>
    public Task Held => _held.Task.WaitAsync(TimeSpan.FromMinutes(1));

    public static async Task<HoldingProxy> StartAsync(Uri server, string method, string path)
    {
        var proxy = new HoldingProxy(server, method, path);
        await proxy._application.StartAsync();
        proxy.Address = new Uri(proxy._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return proxy;
    }

    public void LetGo() => _go.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        LetGo();
        await _application.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        if (context.Request.Method == _method && context.Request.Path == _path && _held.TrySetResult()) await _go.Task;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), $"{context.Request.Path}{context.Request.QueryString}");
        if (context.Request.ContentLength > 0) request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers)
        {
            if (!HopByHop.Contains(name) && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(static one => !HopByHop.Contains(one.Key)))
            context.Response.Headers[name] = values.ToArray();
        await CopyAsync(await response.Content.ReadAsStreamAsync(context.RequestAborted), context);
    }

    /// <summary>Each part as it comes: a watch is never whole.</summary>
    private static async Task CopyAsync(Stream from, HttpContext context)
    {
        var buffer = new byte[16 << 10];
        await context.Response.StartAsync(context.RequestAborted);
        while (await from.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
