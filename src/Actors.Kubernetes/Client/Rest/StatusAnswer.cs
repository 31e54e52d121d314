using System.Net;
using System.Text;
using System.Text.Json;
using Actors.Kubernetes.Models;

namespace Actors.Kubernetes;

/// <summary>Makes an exception of an answer that is no success.</summary>
internal static class StatusAnswer
{
    private const int LongestText = 500;

    public static KubernetesException ToException(string request, HttpResponseMessage response, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var status = TryRead(body) ?? Invent(response, body);
        status.Code = (int)response.StatusCode;
        return new KubernetesException(request, status, RetryAfterOf(response, now));
    }

    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, DateTimeOffset now)
    {
        var wanted = response.Headers.RetryAfter;
        var wait = wanted?.Delta ?? (wanted?.Date is { } date ? date - now : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static V1Status? TryRead(ReadOnlySpan<byte> body)
    {
        try
        {
            return KubernetesJson.Deserialize<V1Status>(body) is { Kind: "Status" } status ? status : null;
        }
        catch (JsonException)
        {
            // A proxy, or something else between here and the server, has answered in words of its own.
            return null;
        }
    }

    private static V1Status Invent(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestText)]).Trim();
        return new V1Status
        {
            Status = "Failure",
            Reason = ReasonOf(response.StatusCode),
            Message = text.Length == 0 ? response.ReasonPhrase : text,
        };
    }

    private static string ReasonOf(HttpStatusCode code) => code switch
    {
        HttpStatusCode.Conflict => "Conflict",
        HttpStatusCode.Gone => "Expired",
        HttpStatusCode.UnprocessableEntity => "Invalid",
        HttpStatusCode.InternalServerError => "InternalError",
        HttpStatusCode.GatewayTimeout => "Timeout",
        _ when Enum.IsDefined(code) => code.ToString(),
        _ => "Unknown",
    };
}
