using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Cli.Tests.Inspection;

/// <summary>A management API that answers as it is told, on a port of its own, and remembers what it was asked.</summary>
internal sealed class ScriptedApi : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = [];
    private readonly ConcurrentQueue<string> _requests = [];

    private ScriptedApi()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.Run(AnswerAsync);
    }

    public string Url => _web.Urls.Single();

    /// <summary>What it was asked: method, path below the root and query, decoded.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Starts one that answers as <see cref="Samples"/> has it.</summary>
    public static async Task<ScriptedApi> StartAsync()
    {
        var api = new ScriptedApi();
        foreach (var (request, json) in Samples.All) api.On(request, json);
        await api._web.StartAsync();
        return api;
    }

    /// <summary>Has it answer a request, such as <c>GET /cluster</c>, with JSON.</summary>
    public void On(string request, string json, int status = 200, string type = "application/json") => On(request, context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(json);
    });

    public void On(string request, Func<HttpContext, Task> answer) => _answers[request] = answer;

    /// <summary>Has it refuse a request.</summary>
    public void Refuse(string request, int code, string reason, string message, params string[] known)
    {
        var names = known.Length == 0 ? "" : $",\"known\":[{string.Join(',', known.Select(static one => $"\"{one}\""))}]";
        On(request, $$"""{"code":{{code}},"reason":"{{reason}}","message":"{{message}}"{{names}}}""", code);
    }

    /// <summary>Has it answer a request with lines that end when told.</summary>
    /// <param name="request">The request.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="ends">When the stream ends.</param>
    /// <param name="breaks">Whether it ends by the connection's breaking.</param>
    public void Stream(string request, string lines, Task ends, bool breaks = false) => On(request, async context =>
    {
        context.Response.ContentType = "application/x-ndjson";
        await context.Response.WriteAsync(lines);
        await context.Response.Body.FlushAsync();
        await ends.WaitAsync(context.RequestAborted);
        if (breaks) context.Abort();
    });

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        const string Root = "/api/v1";
        var path = context.Request.Path.Value!;
        if (path.StartsWith(Root, StringComparison.Ordinal)) path = path[Root.Length..];
        var query = new StringBuilder();
        foreach (var one in context.Request.Query) query.Append(query.Length == 0 ? '?' : '&').Append($"{one.Key}={one.Value}");
        _requests.Enqueue($"{context.Request.Method} {path}{query}");
        if (_answers.TryGetValue($"{context.Request.Method} {path}", out var answer)) return answer(context);
        context.Response.StatusCode = 404;
        return context.Response.WriteAsJsonAsync(new { Code = 404, Reason = "NotFound", Message = $"there is no {path}" });
    }
}
