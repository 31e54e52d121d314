using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Actors.ApiServer.Http;
using Actors.ApiServer.Storage;
using Actors.Objects;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Verbs;

/// <summary>The answer of one watch: writes those changes its selector lets through, in the form its client wants.</summary>
internal sealed class WatchStream(ApiRequest request, ObjectSelector selector, ObjectForms forms, CancellationToken cancellation)
{
    /// <summary>Bytes that are gathered before they are sent.</summary>
    private const int FlushAbove = 32 * 1024;

    private static readonly byte[] Added = [.. "{\"type\":\"ADDED\",\"object\":"u8];
    private static readonly byte[] Modified = [.. "{\"type\":\"MODIFIED\",\"object\":"u8];
    private static readonly byte[] Deleted = [.. "{\"type\":\"DELETED\",\"object\":"u8];
    private static readonly byte[] Bookmark = [.. "{\"type\":\"BOOKMARK\",\"object\":"u8];
    private static readonly byte[] Error = [.. "{\"type\":\"ERROR\",\"object\":"u8];

    private readonly PipeWriter _output = request.Http.Response.BodyWriter;
    private bool _hasWritten;

    public async Task StartAsync()
    {
        var response = request.Http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-cache, private";
        await response.StartAsync(cancellation);
        await _output.FlushAsync(cancellation);
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

    public async Task FlushAsync()
    {
        if (_output.UnflushedBytes == 0) return;
        var result = await _output.FlushAsync(cancellation);
        if (result.IsCompleted || result.IsCanceled) throw new OperationCanceledException("The client has gone");
    }

    private ValueTask WriteAsync(byte[] type, KubernetesObject value)
    {
        Write(type, forms.Event(value, !_hasWritten).Span);
        _hasWritten = true;
        return _output.UnflushedBytes > FlushAbove ? new ValueTask(FlushAsync()) : ValueTask.CompletedTask;
    }

    private void Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> value)
    {
        _output.Write(type);
        _output.Write(value);
        _output.Write("}\n"u8);
    }
}
