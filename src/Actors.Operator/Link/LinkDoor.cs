using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Link;

/// <summary>Lets requests in that show what they have to.</summary>
/// <param name="authentication">Who is let in.</param>
/// <param name="log">Where is told who is not.</param>
/// <param name="refusedTold">How often that is told.</param>
/// <param name="unknownTold">How often is told that it cannot be found out.</param>
internal sealed class LinkDoor(LinkAuthentication authentication, ILogger log, Seldom refusedTold, Seldom unknownTold)
{
    private const string Scheme = "Bearer ";

    /// <summary>True if the request is to be answered; else it is refused already.</summary>
    public async Task<bool> LetInAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        var isBearer = header is [{ } only] && only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && only.Length > Scheme.Length;
        var (admission, problem) = isBearer
            ? await authentication.AdmitAsync(header[0]![Scheme.Length..].Trim(), context.RequestAborted).ConfigureAwait(false)
            : (Admission.Refused, "it shows no bearer token");
        switch (admission)
        {
            case Admission.Granted:
                return true;
            case Admission.Unknown:
                if (unknownTold.IsDue(1, out var unknown)) log.CannotCheck(unknown, problem);
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "credentials cannot be checked for now").ConfigureAwait(false);
                return false;
            default:
                if (refusedTold.IsDue(1, out var refused)) log.NotLetIn(context.Connection.RemoteIpAddress, refused, problem);
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await RefuseAsync(context, StatusCodes.Status401Unauthorized, "this is for other replicas of the operator, with a bearer token").ConfigureAwait(false);
                return false;
        }
    }

    public static Task RefuseAsync(HttpContext context, int status, string problem)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(problem + "\n", context.RequestAborted);
    }
}
