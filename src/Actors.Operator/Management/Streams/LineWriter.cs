using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.Operators.Management;

/// <summary>
/// Writes what several sources give as lines of JSON, each at once. A reader that takes nothing for <see cref="Patience"/> is cut off; while nothing happens an empty line shows both sides that the
/// connection is there.
/// </summary>
internal sealed class LineWriter<T>(HttpResponse response, JsonTypeInfo<T> json, TimeProvider time)
    where T : class
{
    // What waits for a slow reader here is bounded, and the sources wait then, which drop what does not fit.
    private const int Capacity = 256;

    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(10);

    /// <summary>How long a reader may take for a line.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Ends when there will be no more sources and all have ended, or the reader is gone. The first line, an empty one, comes when the sources that are there at once have begun.</summary>
    public async Task RunAsync(IAsyncEnumerable<Func<CancellationToken, IAsyncEnumerable<T>>> sources, CancellationToken aborted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var lines = Channel.CreateBounded<T>(new BoundedChannelOptions(Capacity) { SingleReader = true });
        response.ContentType = "application/x-ndjson";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var reading = ReadAllAsync(sources, lines.Writer, ending.Token);
        try
        {
            // Before anything is written the answer can still be a refusal.
            if (lines.Reader.Completion.IsFaulted) await lines.Reader.Completion.ConfigureAwait(false);
            await WriteAsync(default, ending.Token).ConfigureAwait(false);
            while (await NextAsync(lines.Reader, ending.Token).ConfigureAwait(false) is { } isThere)
            {
                if (!isThere) await WriteAsync(default, ending.Token).ConfigureAwait(false);
                while (lines.Reader.TryRead(out var line)) await WriteAsync(line, ending.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader has gone.
        }
        catch (TimeoutException)
        {
            response.HttpContext.Abort();
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ReadAllAsync(IAsyncEnumerable<Func<CancellationToken, IAsyncEnumerable<T>>> sources, ChannelWriter<T> lines, CancellationToken stop)
    {
        var reading = new List<Task>();
        try
        {
            await foreach (var source in sources.WithCancellation(stop).ConfigureAwait(false)) reading.Add(ReadAsync(source, lines, stop));
            await Task.WhenAll(reading).ConfigureAwait(false);
            lines.TryComplete();
        }
        catch (Exception failure)
        {
            lines.TryComplete(failure);
        }
    }

    /// <summary>One that fails ends all, though others are yet to come.</summary>
    private static async Task ReadAsync(Func<CancellationToken, IAsyncEnumerable<T>> source, ChannelWriter<T> lines, CancellationToken stop)
    {
        try
        {
            await foreach (var line in source(stop).ConfigureAwait(false)) await lines.WriteAsync(line, stop).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            lines.TryComplete(failure);
        }
    }

    /// <summary>True if there is a line, false if there is none for now, null if there will be none.</summary>
    private async Task<bool?> NextAsync(ChannelReader<T> lines, CancellationToken stop)
    {
        using var pulse = new CancellationTokenSource(Pulse, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pulse.Token, stop);
        try
        {
            return await lines.WaitToReadAsync(either.Token).ConfigureAwait(false) ? true : null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task WriteAsync(T? line, CancellationToken stop)
    {
        var buffer = new ArrayBufferWriter<byte>();
        if (line is not null)
        {
            using var writer = new Utf8JsonWriter(buffer);
            JsonSerializer.Serialize(writer, line, json);
        }

        buffer.Write("\n"u8);
        await response.Body.WriteAsync(buffer.WrittenMemory, stop).AsTask().WaitAsync(Patience, time, stop).ConfigureAwait(false);
        await response.Body.FlushAsync(stop).WaitAsync(Patience, time, stop).ConfigureAwait(false);
    }
}
