using Actors.Ingest;
using Actors.Objects;

namespace Actors.Kubernetes;

/// <summary>Reads the events of a watch that is open. What the server or the network does is a <see cref="RequestFailedException"/>.</summary>
internal sealed class WatchEventReader(WatchStream stream, ObjectContent content) : IDisposable
{
    /// <summary>Whether the next event has come as a whole.</summary>
    public bool TryRead()
    {
        try
        {
            return stream.Lines.TryRead();
        }
        catch (Exception exception) when (RequestFailedException.FailureOf(exception) is { } failure)
        {
            throw new RequestFailedException(failure);
        }
    }

    /// <summary>Waits for the next event; false if the server has ended the watch.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await stream.Lines.ReadAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (RequestFailedException.FailureOf(exception) is { } failure)
        {
            throw new RequestFailedException(failure);
        }
    }

    /// <summary>Takes the event.</summary>
    public WatchEvent Take()
    {
        try
        {
            var read = WatchEvent.ReadFirst(stream.Lines.Lines, content, out var length);
            stream.Lines.Take(length);
            return read;
        }
        catch (MalformedObjectException exception)
        {
            throw new RequestFailedException(new RequestFailure(0, RequestFailure.Unreadable, exception.Message));
        }
        catch (Exception exception) when (RequestFailedException.FailureOf(exception) is { } failure)
        {
            throw new RequestFailedException(failure);
        }
    }

    public void Dispose() => stream.Dispose();
}
