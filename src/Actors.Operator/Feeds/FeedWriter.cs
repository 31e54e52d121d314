using System.Text;
using Actors.Objects;
using Microsoft.AspNetCore.Http;

namespace Actors.Operators.Feeds;

/// <summary>Writes bytes that others hold to a connection: gathers references and copies them in one piece, as each piece of its own costs the response a lock and a chunk.</summary>
internal sealed class FeedWriter(HttpResponse response, CancellationToken cancellation)
{
    public static readonly byte[] Bookmark = [.. "{\"type\":\"BOOKMARK\",\"object\":"u8];
    public static readonly byte[] Error = [.. "{\"type\":\"ERROR\",\"object\":"u8];
    public static readonly byte[] Comma = [.. ","u8];
    public static readonly byte[] ListEnd = [.. "]}"u8];

    private const int FlushAbove = 32 * 1024;

    private static readonly byte[] Added = [.. "{\"type\":\"ADDED\",\"object\":"u8];
    private static readonly byte[] Modified = [.. "{\"type\":\"MODIFIED\",\"object\":"u8];
    private static readonly byte[] Deleted = [.. "{\"type\":\"DELETED\",\"object\":"u8];
    private static readonly byte[] LineEnd = [.. "}\n"u8];

    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private int _size;

    public async Task StartAsync()
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-cache, private";
        await response.StartAsync(cancellation).ConfigureAwait(false);
        await response.BodyWriter.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes what has happened; its trace context goes along behind the object, where readers that do not know of it look at nothing.</summary>
    public ValueTask WriteEventAsync(WatchEvent happened)
    {
        var type = happened.Type switch { WatchEventType.Added => Added, WatchEventType.Modified => Modified, _ => Deleted };
        if (happened.TraceParent is not { } trace) return WriteLineAsync(type, happened.Object.Json);
        Put(type);
        Put(happened.Object.Json);
        return WriteAsync(Encoding.UTF8.GetBytes($",\"traceparent\":\"{trace}\"}}\n"));
    }

    public ValueTask WriteLineAsync(byte[] type, ReadOnlyMemory<byte> value)
    {
        Put(type);
        Put(value);
        return WriteAsync(LineEnd);
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> piece)
    {
        Put(piece);
        return _size > FlushAbove ? FlushAsync() : ValueTask.CompletedTask;
    }

    /// <summary>Sends what was written since the last time, and waits while the reader does not take it.</summary>
    public async ValueTask FlushAsync()
    {
        if (_size == 0) return;
        var output = response.BodyWriter;
        var left = output.GetMemory(_size);
        foreach (var piece in _pieces)
        {
            piece.CopyTo(left);
            left = left[piece.Length..];
        }

        output.Advance(_size);
        _pieces.Clear();
        _size = 0;
        var flushed = await output.FlushAsync(cancellation).ConfigureAwait(false);
        if (flushed.IsCompleted || flushed.IsCanceled) throw new OperationCanceledException("The reader has gone", cancellation);
    }

    private void Put(ReadOnlyMemory<byte> piece)
    {
        _pieces.Add(piece);
        _size += piece.Length;
    }
}
