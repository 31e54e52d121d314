using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Actors.Kubernetes.Tests;

/// <summary>What a server, or the network before it, does wrong.</summary>
internal static class Faults
{
    /// <summary>The connection breaks before anything comes.</summary>
    public static Task<bool> Reset(HttpContext context)
    {
        context.Abort();
        return Task.FromResult(true);
    }

    /// <summary>Nothing comes, not even a bookmark.</summary>
    public static async Task<bool> Silence(HttpContext context)
    {
        await context.Response.Body.FlushAsync();
        await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        return true;
    }

    /// <summary>The answer ends in good order before it said anything.</summary>
    public static async Task<bool> Nothing(HttpContext context)
    {
        await context.Response.Body.FlushAsync();
        return true;
    }

    public static FakeApi.Fault Status(int code, string reason, string? retryAfter = null) => async context =>
    {
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        await FakeApi.FailAsync(context, code, reason);
        return true;
    };

    /// <summary>Sends this and breaks the connection.</summary>
    public static FakeApi.Fault Cut(byte[] bytes) => async context =>
    {
        await context.Response.Body.WriteAsync(bytes);
        await context.Response.Body.FlushAsync();
        context.Abort();
        return true;
    };

    public static FakeApi.Fault Cut(string text) => Cut(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends the first bytes of this, compressed, and breaks the connection.</summary>
    public static FakeApi.Fault CutCompressed(string text, double share) => async context =>
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(text));
        context.Response.Headers.ContentEncoding = "gzip";
        return await Cut(packed.ToArray()[..(int)(packed.Length * share)])(context);
    };

    /// <summary>Sends this first; then the server goes on as ever.</summary>
    public static FakeApi.Fault First(Func<string> text) => async context =>
    {
        await FakeApi.WriteAsync(context, text());
        return false;
    };

    /// <summary>Sends this and ends the answer in good order.</summary>
    public static FakeApi.Fault Only(Func<string> text) => async context =>
    {
        await FakeApi.WriteAsync(context, text());
        return true;
    };

    /// <summary>A line that goes on for as long as somebody reads it.</summary>
    public static async Task<bool> EndlessLine(HttpContext context)
    {
        var piece = Encoding.UTF8.GetBytes(new string('x', 64 << 10));
        await context.Response.WriteAsync("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"");
        while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(piece);
        return true;
    }
}
