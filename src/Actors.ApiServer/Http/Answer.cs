using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;
using Actors.ApiServer.Storage;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Http;

/// <summary>Writes whole answers.</summary>
internal static class Answer
{
    private const string Json = "application/json";
    private const string Yaml = "application/yaml";

    /// <summary>Answers above this are compressed for clients that take it, as a real server does.</summary>
    private const int CompressAbove = 128 * 1024;

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = JsonBody.DepthMax + 8 };

    public static Task StatusAsync(HttpContext http, Status status)
    {
        if (status.Details?.RetryAfterSeconds is > 0 and var seconds) http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return JsonAsync(http, status.Code, status.ToJson());
    }

    public static Task JsonAsync(HttpContext http, int code, JsonNode json, string contentType = Json) =>
        BytesAsync(http, code, ObjectWriter.Bytes(json), contentType);

    public static async Task TextAsync(HttpContext http, int code, string text)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.WriteAsync(text, http.RequestAborted);
    }

    /// <summary>Answers JSON that is there as bytes, as YAML if its client would rather have that.</summary>
    public static Task BytesAsync(HttpContext http, int code, ReadOnlyMemory<byte> json, string contentType = Json)
    {
        if (contentType == Json && Negotiation.IsYaml(http.Request)) return RawAsync(http, code, YamlText.Of(json), Yaml);
        if (Negotiation.IsPretty(http.Request))
            json = JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(json.Span, documentOptions: new() { MaxDepth = JsonBody.DepthMax + 8 }), Indented);
        return RawAsync(http, code, json, contentType);
    }

    /// <summary>Answers bytes as they are, compressed if that is worth it.</summary>
    public static async Task RawAsync(HttpContext http, int code, ReadOnlyMemory<byte> bytes, string contentType)
    {
        var response = http.Response;
        response.StatusCode = code;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-cache, private";
        if (bytes.Length > CompressAbove && TakesGzip(http.Request))
        {
            response.Headers.ContentEncoding = "gzip";
            response.Headers.Append("Vary", "Accept-Encoding");
            bytes = Compressed(bytes);
        }

        response.ContentLength = bytes.Length;
        http.Features.Get<ClientTally>()?.Add(bytes.Length);
        response.BodyWriter.Write(bytes.Span);
        await response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static ReadOnlyMemory<byte> Compressed(ReadOnlyMemory<byte> bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes.Span);
        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    /// <summary>Begins an answer whose body its caller writes; false if it has to be there as a whole first, to be compressed or set out for people.</summary>
    public static bool StartStream(HttpContext http, long size)
    {
        if (Negotiation.IsPretty(http.Request) || Negotiation.IsYaml(http.Request) || (size > CompressAbove && TakesGzip(http.Request))) return false;
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = Json;
        http.Response.Headers.CacheControl = "no-cache, private";
        return true;
    }

    /// <summary>Adds the header that tells a client what it should know.</summary>
    public static void Warn(HttpContext http, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings.Distinct(StringComparer.Ordinal))
            http.Response.Headers.Append("Warning", $"299 - {Quoted(warning)}");
    }

    private static bool TakesGzip(HttpRequest request) => request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);

    private static string Quoted(string text)
    {
        var plain = string.Concat(text.Select(static one => char.IsControl(one) ? ' ' : one));
        return $"\"{plain.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
