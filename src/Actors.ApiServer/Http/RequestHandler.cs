using System.Text.Json.Nodes;
using Actors.ApiServer.Discovery;
using Actors.ApiServer.Verbs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.ApiServer.Http;

/// <summary>Answers every request there is.</summary>
internal sealed partial class RequestHandler(ObjectRegistry registry, WriteAudit audit, TokenAuthenticator authenticator, ILogger logger, CancellationToken stopping)
{
    private static readonly string[] RootPaths =
        ["/api", "/api/v1", "/apis", "/healthz", "/livez", "/metrics", "/openapi/v2", "/openapi/v3", "/readyz", "/version"];

    private readonly ResourceHandler _resources = new(registry, audit, authenticator, stopping);
    private readonly DiscoveryHandler _discovery = new(registry.Resources);
    private readonly OpenApiHandler _openApi = new(registry.Resources);
    private readonly SwaggerHandler _swagger = new(registry.Resources);
    private readonly ServerMetrics _metrics = new(registry);

    public async Task HandleAsync(HttpContext http)
    {
        var info = RequestInfo.Parse(http.Request.Method, http.Request.Path.Value ?? "/", new Query(http.Request.Query).IsTrue("watch"));
        if (info.Verb == "watch") _metrics.WatchStarted();
        http.Features.Set(_metrics.Begin(http.Request.Headers.UserAgent.ToString(), info.Verb, info.Resource));
        try
        {
            if (!authenticator.Admits(http.Request)) throw Errors.Unauthorized();
            if (info.IsResource ? !await _resources.HandleAsync(http, info) : !await OtherAsync(http, info.Path)) await NowhereAsync(http, info);
        }
        catch (StatusException exception) when (!http.Response.HasStarted)
        {
            await Answer.StatusAsync(http, exception.Status);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (BadHttpRequestException exception) when (!http.Response.HasStarted)
        {
            await Answer.StatusAsync(http, new Status(exception.StatusCode, exception.Message, "BadRequest"));
        }
        catch (Exception exception) when (!http.Response.HasStarted && exception is not OutOfMemoryException)
        {
            LogFailure(exception, http.Request.Method, $"{http.Request.Path}{http.Request.QueryString}", http.Request.Protocol);
            await Answer.StatusAsync(http, new Status(500, $"Internal error occurred: {exception.Message}", "InternalError"));
        }
        finally
        {
            if (info.Verb == "watch") _metrics.WatchEnded();
            _metrics.Count(info.Verb, info.Resource, http.Response.StatusCode);
        }
    }

    private async Task<bool> OtherAsync(HttpContext http, string path)
    {
        var isRead = http.Request.Method is "GET" or "HEAD";
        if (!isRead && (path.TrimEnd('/') == "/version" || _discovery.Has(path))) throw Errors.NoSuchMethod();
        if (await _discovery.HandleAsync(http, path) || await _openApi.HandleAsync(http, path) || await _swagger.HandleAsync(http, path)) return true;
        switch (path.TrimEnd('/'))
        {
            case "/healthz" or "/livez" or "/readyz" or "/healthz/ping" or "/livez/ping" or "/readyz/ping":
                await HealthAsync(http, path);
                return true;
            case "/version":
                await Answer.JsonAsync(http, 200, VersionInfo());
                return true;
            case "/metrics":
                await Answer.TextAsync(http, 200, _metrics.Write());
                return true;
            case "":
                await Answer.JsonAsync(http, 200, new JsonObject { ["paths"] = new JsonArray([.. RootPaths.Select(static one => (JsonNode?)one)]) });
                return true;
            default:
                return false;
        }
    }

    private static Task HealthAsync(HttpContext http, string path)
    {
        var check = path.Trim('/');
        var isVerbose = new Query(http.Request.Query)["verbose"] is not null;
        return Answer.TextAsync(http, 200, isVerbose ? $"[+]ping ok\n[+]store ok\n{check} check passed\n" : "ok");
    }

    /// <summary>A path of a built-in group that leads nowhere is answered by a Status; all others by plain text, as a real server's two halves have it.</summary>
    private Task NowhereAsync(HttpContext http, RequestInfo info)
    {
        var segments = info.Path.Trim('/').Split('/');
        var isOwn = segments is ["api", _, ..] || (segments is ["apis", var group, ..] && registry.Resources.IsBuiltInGroup(group));
        return isOwn ? throw Errors.NoSuchPath() : Answer.TextAsync(http, 404, "404 page not found\n");
    }

    private static JsonObject VersionInfo() => new()
    {
        ["major"] = "1",
        ["minor"] = "36",
        ["emulationMajor"] = "1",
        ["emulationMinor"] = "36",
        ["minCompatibilityMajor"] = "1",
        ["minCompatibilityMinor"] = "35",
        ["gitVersion"] = "v1.36.0+actors",
        ["gitCommit"] = "",
        ["gitTreeState"] = "",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = "dotnet",
        ["platform"] = $"{(OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")}/amd64",
    };

    [LoggerMessage(500, LogLevel.Error, "{Method} {Target} {Protocol} failed")]
    private partial void LogFailure(Exception exception, string method, string target, string protocol);
}
