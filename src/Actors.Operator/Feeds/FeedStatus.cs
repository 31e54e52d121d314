using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Feeds;

/// <summary>Why a request is not answered, as Kubernetes says it.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Reason">The reason, such as <c>Expired</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="RetryAfterSeconds">When to try again; 0 if that is of no use.</param>
internal sealed record FeedStatus(int Code, string Reason, string Message, int RetryAfterSeconds = 0)
{
    public static FeedStatus NotReady { get; } = new(503, "ServiceUnavailable", "not all is known of it yet", RetryAfterSeconds: 1);

    public static FeedStatus Silent { get; } = new(503, "ServiceUnavailable", "the API server is silent to this replica", RetryAfterSeconds: 1);

    public static FeedStatus TooOld(ulong version, ulong oldest) =>
        new(410, "Expired", string.Create(CultureInfo.InvariantCulture, $"too old resource version: {version} ({oldest})"));

    public static FeedStatus TooNew(ulong version, ulong current) =>
        new(504, "Timeout", string.Create(CultureInfo.InvariantCulture, $"Too large resource version: {version}, current: {current}"), RetryAfterSeconds: 1);

    /// <summary>Its JSON.</summary>
    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", "Status");
            writer.WriteString("apiVersion", "v1");
            writer.WriteStartObject("metadata");
            writer.WriteEndObject();
            writer.WriteString("status", "Failure");
            writer.WriteString("message", Message);
            writer.WriteString("reason", Reason);
            if (RetryAfterSeconds > 0)
            {
                writer.WriteStartObject("details");
                writer.WriteNumber("retryAfterSeconds", RetryAfterSeconds);
                writer.WriteEndObject();
            }

            writer.WriteNumber("code", Code);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Answers with it.</summary>
    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Code;
        response.ContentType = "application/json";
        if (RetryAfterSeconds > 0) response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(ToJson(), response.HttpContext.RequestAborted).ConfigureAwait(false);
    }
}
