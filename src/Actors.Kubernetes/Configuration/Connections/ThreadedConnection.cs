using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Actors.Kubernetes.Configuration;

/// <summary>
/// A connection with a thread of its own that waits for what comes and goes on with it: for a watch, where each event else wakes the thread that waits for all sockets and then one of the thread
/// pool (a third of the processor time of an event that comes alone). The socket is never used asynchronously, as the runtime would then wait for it elsewhere. One read at a time.
/// </summary>
/// <remarks>
/// Who goes on may take long, or wait for a thread itself. So a read that another thread asks for meanwhile is done by another thread of this connection, and whoever finds that a thread hangs
/// has the read it has asked for itself done by another (<see cref="GoOnElsewhere"/>).
/// </remarks>
internal sealed class ThreadedConnection : Stream, IValueTaskSource<int>
{
    // As the pings of HTTP/2 do, they find a server that is gone without a word.
    private const int KeepAliveSeconds = 30;
    private const int KeepAliveInterval = 5;
    private const int KeepAliveCount = 3;

    [ThreadStatic]
    private static ThreadedConnection? _ofThread;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly object _gate = new();
    private ManualResetValueTaskSourceCore<int> _read;
    private Memory<byte> _buffer;
    private bool _isAsked;
    private bool _isClosed;
    private int _waiting;

    private ThreadedConnection()
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveInterval);
        _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveCount);
    }

    /// <summary>That of the calling thread; null if it is none's.</summary>
    public static ThreadedConnection? OfThread => _ofThread;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody answers there.</exception>
    public static async ValueTask<Stream> ConnectAsync(EndPoint server, CancellationToken cancellation)
    {
        var connection = new ThreadedConnection();
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            using var registration = cancellation.UnsafeRegister(static made => ((ThreadedConnection)made!).Dispose(), connection);
            connection.StartThread(() => connection.Connect(server, connected));
            await connected.Task.ConfigureAwait(false);
            return connection;
        }
        catch (Exception failure)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            if (cancellation.IsCancellationRequested) throw new OperationCanceledException(failure.Message, failure, cancellation);
            throw;
        }
    }

    /// <summary>Has another thread do the read that was asked for last and that nobody does yet: called where the thread that was to do it hangs.</summary>
    public void GoOnElsewhere()
    {
        lock (_gate)
        {
            if (_isAsked) WakeOne();
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_isAsked) throw new InvalidOperationException("A read is under way");
            _read.Reset();
            (_buffer, _isAsked) = (buffer, true);

            // Who reads on this connection's own thread comes back to its loop.
            if (_ofThread != this) WakeOne();
            return new ValueTask<int>(this, _read.Version);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => _socket.Receive(buffer, offset, count, SocketFlags.None);

    public override void Write(byte[] buffer, int offset, int count) => Send(buffer.AsSpan(offset, count));

    // A request for a watch fits into what the system takes at once.
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Send(buffer.Span);
        return default;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public int GetResult(short token) => _read.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _read.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _read.OnCompleted(continuation, state, token, flags);

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;

            // A read that was asked for ends, whatever the thread does that was to do it; so do those that wait.
            if (_isAsked) WakeOne();
            Monitor.PulseAll(_gate);
        }

        // Ends a read that waits.
        _socket.Dispose();
        base.Dispose(disposing);
    }

    private void Connect(EndPoint server, TaskCompletionSource connected)
    {
        try
        {
            _socket.Connect(server);
        }
        catch (Exception failure)
        {
            connected.SetException(failure);
            return;
        }

        connected.SetResult();
    }

    private void Send(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0) buffer = buffer[_socket.Send(buffer)..];
    }

    private void WakeOne()
    {
        if (_waiting > 0) Monitor.Pulse(_gate);
        else StartThread(null);
    }

    private void StartThread(Action? first) => new Thread(() =>
    {
        _ofThread = this;
        first?.Invoke();
        while (WaitForRead()) Serve();
    })
    { IsBackground = true, Name = "watch" }.UnsafeStart();

    /// <summary>Waits until a read is asked for. False where the thread is not needed any more: one that waits is enough.</summary>
    private bool WaitForRead()
    {
        lock (_gate)
        {
            while (!_isAsked && !_isClosed)
            {
                if (_waiting > 0) return false;
                _waiting++;
                Monitor.Wait(_gate);
                _waiting--;
            }

            if (!_isAsked) return false;
            _isAsked = false;
            return true;
        }
    }

    private void Serve()
    {
        int read;
        try
        {
            read = _socket.Receive(_buffer.Span);
        }
        catch (Exception failure)
        {
            _read.SetException(new IOException(failure.Message, failure));
            return;
        }

        _read.SetResult(read);
    }
}
