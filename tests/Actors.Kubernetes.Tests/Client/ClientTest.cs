using Actors.Kubernetes.Configuration.Tests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Actors.Kubernetes.Tests;

/// <summary>A test with a client of a server that answers as <see cref="Answer"/> says.</summary>
public abstract class ClientTest : IAsyncLifetime
{
    private readonly List<KubernetesClient> _clients = [];

    private protected LoopbackServer Server { get; private set; } = null!;

    private protected ManualClock Clock { get; } = new();

    private protected RequestDelegate Answer { get; set; } = context => Json(context, """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"}}""");

    private protected static GroupVersionResource ConfigMaps { get; } = new("", "v1", "configmaps");

    private protected virtual HttpProtocols Protocols => HttpProtocols.Http1;

    private protected SeenRequest LastRequest => Server.Requests.Last();

    public async Task InitializeAsync() => Server = await LoopbackServer.StartAsync(context => Answer(context), Protocols);

    public async Task DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await Server.DisposeAsync();
    }

    private protected KubernetesClient Connect(KubernetesClientOptions? options = null)
    {
        var client = new KubernetesClient(Server.Configuration, (options ?? new KubernetesClientOptions()) with { Clock = Clock });
        _clients.Add(client);
        return client;
    }

    private protected static Task Json(HttpContext context, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }

    /// <summary>Says nothing until the client goes away.</summary>
    private protected static Task Silence(HttpContext context) => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

    private protected static string Failure(int code, string reason, string message = "said so") =>
        $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{message}}","reason":"{{reason}}","code":{{code}}}""";

    /// <summary>Lets time go on until something that waits for it is done.</summary>
    private protected async Task<T> FinishAsync<T>(Task<T> work, TimeSpan step)
    {
        await Condition.HoldsAsync(() =>
        {
            Clock.Advance(step);
            return work.IsCompleted;
        });
        return await work;
    }
}
