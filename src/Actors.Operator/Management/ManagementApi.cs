using System.Text.Json;
using Actors.Operators.Running;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Management;

/// <summary>Answers requests below <see cref="ManagementRoute.Prefix"/>: those of people, who show who they are, and those of other replicas, whom the link has let in.</summary>
internal sealed class ManagementApi(RouteTable table, ILogger log)
{
    public RouteTable Table => table;

    /// <summary>Answers somebody.</summary>
    public Task AnswerAsync(HttpContext http, ManagementAccess access) => AnswerAsync(http, http.Request.Path, (route, _) => access.AdmitAsync(http, route), isPeer: false);

    /// <summary>Answers another replica, which has seen to it that whoever it asks for may.</summary>
    public Task AnswerPeerAsync(HttpContext http)
    {
        http.Request.Path.StartsWithSegments(FleetPeers.Prefix, StringComparison.Ordinal, out var path);
        return AnswerAsync(http, path, (_, _) => new($"{Uri.UnescapeDataString(http.Request.Headers[FleetPeers.UserHeader].ToString())}, through another replica"), isPeer: true);
    }

    private async Task AnswerAsync(HttpContext http, PathString path, Func<ManagementRoute, PathString, ValueTask<string>> admit, bool isPeer)
    {
        try
        {
            var (route, values) = table.Find(http.Request.Method, path);
            var user = await admit(route, path).ConfigureAwait(false);
            var request = new ManagementRequest(http, route, values, user, isPeer);
            request.CheckParameters();
            if (route.Right == ManagementRight.Act) log.Acts(user, http.Request.Method, path.ToUriComponent(), http.Request.QueryString.ToUriComponent());
            await route.AnswerAsync(request).ConfigureAwait(false);
        }
        catch (ManagementException refusal)
        {
            await RefuseAsync(http, refusal.Status).ConfigureAwait(false);
        }
        catch (TimeoutException failure)
        {
            await RefuseAsync(http, ManagementException.TooLate(failure.Message).Status).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
    }

    public static async Task RefuseAsync(HttpContext http, ManagementStatus status)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = status.Code;
        if (status.Code == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
        if (status is { Code: StatusCodes.Status405MethodNotAllowed, Known: { } methods }) http.Response.Headers.Allow = string.Join(", ", methods);
        http.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(http.Response.Body, status, ManagementJson.Default.ManagementStatus, http.RequestAborted).ConfigureAwait(false);
    }
}
