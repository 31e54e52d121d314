using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Actors.ApiServer.Http;
using Actors.ApiServer.Storage;
using Actors.Objects;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Verbs;

/// <summary>The answer of one watch: writes those changes its selector lets through, in the form its client wants.</summary>
internal sealed class WatchStream(ApiRequest request, ObjectSelector selector, ObjectForms forms, SharedForms shared, CancellationToken cancellation)
{
    /// <summary>Bytes that are gathered before they are sent.</summary>
    private const int FlushAbove = 32 * 1024;

    private static readonly byte[] Added = [.. "{\"type\":\"ADDED\",\"object\":"u8];
    private static readonly byte[] Modified = [.. "{\"type\":\"MODIFIED\",\"object\":"u8];
    private static readonly byte[] Deleted = [.. "{\"type\":\"DELETED\",\"object\":"u8];
    private static readonly byte[] Bookmark = [.. "{\"type\":\"BOOKMARK\",\"object\":"u8];
    private static readonly byte[] Error = [.. "{\"type\":\"ERROR\",\"object\":"u8];

    private static ReadOnlySpan<byte> LineEnd => "}\n"u8;

    /// <summary>What is to be sent next, in one piece: each piece of its own costs the response a lock, a chunk and a part of a system call.</summary>
    private readonly List<(byte[] Type, ReadOnlyMemory<byte> Value)> _lines = [];
    private readonly ClientTally? _tally = request.Http.Features.Get<ClientTally>();
    private int _size;
    private bool _hasWritten;

    public async Task StartAsync()
    {
        var response = request.Http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-cache, private";
        await response.StartAsync(cancellation);
        await response.BodyWriter.FlushAsync(cancellation);
    }

    /// <summary>Writes what is there as if it had just been added.</summary>
    public async Task WriteAllAsync(ObjectMap objects)
    {
        foreach (var (_, value) in objects.Between(selector.From, selector.To))
            if (selector.SelectsAll || selector.Matches(value)) await WriteAsync(Added, value);
        await FlushAsync();
    }

    /// <summary>Writes a change as the selector sees it: what comes into it is added, what leaves it is deleted.</summary>
    public ValueTask WriteAsync(Change change)
    {
        if (!selector.Covers(change.Key)) return ValueTask.CompletedTask;
        var (isIn, wasIn) = (change.Type != WatchEventType.Deleted, change.Type != WatchEventType.Added);
        if (!selector.SelectsAll)
        {
            isIn = isIn && selector.Matches(change.Object);
            wasIn = wasIn && selector.Matches(change.Previous);
        }

        return (isIn, wasIn) switch
        {
            (true, false) => WriteAsync(Added, change.Object),
            (true, true) => WriteAsync(Modified, change.Object),
            (false, true) => WriteAsync(Deleted, change.Left),
            _ => ValueTask.CompletedTask,
        };
    }

    public async Task WriteBookmarkAsync(ulong version, bool isInitialEnd)
    {
        var kind = request.Kind;
        var annotations = isInitialEnd ? "\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}," : "";
        var metadata = string.Create(CultureInfo.InvariantCulture, $"{{{annotations}\"resourceVersion\":\"{version}\"}}");
        var type = forms.Form switch
        {
            AnswerForm.Metadata => "\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1\"",
            AnswerForm.Table => "\"kind\":\"Table\",\"apiVersion\":\"meta.k8s.io/v1\"",
            _ => $"\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\"",
        };
        var body = forms.Form == AnswerForm.Table
            ? $"{{{type},\"metadata\":{metadata},\"columnDefinitions\":[],\"rows\":[{{\"cells\":[],\"object\":{{\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\",\"metadata\":{metadata}}}}}]}}"
            : $"{{{type},\"metadata\":{metadata}}}";
        Write(Bookmark, Encoding.UTF8.GetBytes(body));
        await FlushAsync();
    }

    public async Task WriteErrorAsync(Status status)
    {
        Write(Error, ObjectWriter.Bytes(status.ToJson()));
        await FlushAsync();
    }

    /// <summary>Sends what has been written since the last time.</summary>
    public ValueTask FlushAsync()
    {
        if (_lines.Count == 0) return ValueTask.CompletedTask;
        var output = request.Http.Response.BodyWriter;
        var batch = output.GetSpan(_size);
        foreach (var (type, value) in _lines)
        {
            batch = Put(batch, type);
            batch = Put(batch, value.Span);
            batch = Put(batch, LineEnd);
        }

        output.Advance(_size);
        _tally?.Add(_size);
        _lines.Clear();
        _size = 0;
        var flushing = output.FlushAsync(cancellation);
        if (!flushing.IsCompletedSuccessfully) return FlushedAsync(flushing);
        Check(flushing.Result);
        return ValueTask.CompletedTask;
    }

    private static Span<byte> Put(Span<byte> output, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output);
        return output[bytes.Length..];
    }

    private static async ValueTask FlushedAsync(ValueTask<FlushResult> flushing) => Check(await flushing);

    private static void Check(FlushResult result)
    {
        if (result.IsCompleted || result.IsCanceled) throw new OperationCanceledException("The client has gone");
    }

    private ValueTask WriteAsync(byte[] type, KubernetesObject value)
    {
        Write(type, forms.CanShare ? shared.Of(value, request.Kind, forms) : forms.Event(value, !_hasWritten));
        _hasWritten = true;
        return _size > FlushAbove ? FlushAsync() : ValueTask.CompletedTask;
    }

    private void Write(byte[] type, ReadOnlyMemory<byte> value)
    {
        _lines.Add((type, value));
        _size += type.Length + value.Length + LineEnd.Length;
    }
}
