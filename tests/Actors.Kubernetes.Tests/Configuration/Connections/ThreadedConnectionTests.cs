using System.Net;
using System.Net.Sockets;

namespace Actors.Kubernetes.Configuration.Tests;

public sealed class ThreadedConnectionTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpListener _listener = Listen();
    private readonly byte[] _buffer = new byte[16];
    private Stream _connection = Stream.Null;
    private Socket? _server;

    private Socket Server => _server!;

    public async Task InitializeAsync()
    {
        _connection = await ThreadedConnection.ConnectAsync(_listener.LocalEndpoint, CancellationToken.None);
        _server = await _listener.AcceptSocketAsync();
    }

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        _server?.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task What_is_sent_arrives_both_ways_until_the_end()
    {
        await _connection.WriteAsync("to the server"u8.ToArray());
        Assert.Equal(13, await Server.ReceiveAsync(_buffer));
        Assert.Equal("to the server"u8, _buffer.AsSpan(0, 13));
        for (var round = 0; round < 3; round++)
        {
            var read = ReadAsync();
            Assert.False(read.IsCompleted);
            await Server.SendAsync(new[] { (byte)round });
            Assert.Equal(1, await read.WaitAsync(Patience));
            Assert.Equal(round, _buffer[0]);
        }

        Server.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await ReadAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task One_thread_waits_and_goes_on_with_what_comes_as_long_as_it_comes_back()
    {
        var threads = new List<Thread>();
        var all = Signal();
        Read();
        await Server.SendAsync("1"u8.ToArray());
        await all.Task.WaitAsync(Patience);
        Assert.Single(threads.Distinct());

        async void Read()
        {
            for (var round = 0; round < 5; round++)
            {
                var read = await _connection.ReadAsync(_buffer).ConfigureAwait(false);
                threads.Add(Thread.CurrentThread);
                Assert.False(Thread.CurrentThread.IsThreadPoolThread);
                Assert.Equal(1, read);
                Assert.Same(_connection, ThreadedConnection.OfThread);
                Server.Send("2"u8);
            }

            all.SetResult();
        }
    }

    [Fact]
    public async Task A_read_does_not_wait_for_whoever_goes_on_with_the_last()
    {
        using var isFree = new ManualResetEventSlim();
        var isHeld = Signal();
        var held = HoldThreadAsync(isFree, isHeld, () => { });
        await Server.SendAsync("1"u8.ToArray());
        await isHeld.Task.WaitAsync(Patience);
        for (var round = 0; round < 3; round++)
        {
            await Server.SendAsync("2"u8.ToArray());
            Assert.Equal(1, await ReadAsync().WaitAsync(Patience));
        }

        Assert.False(held.IsCompleted);
        isFree.Set();
        await held.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_read_that_a_thread_has_asked_for_and_hangs_is_done_by_another()
    {
        using var isFree = new ManualResetEventSlim();
        var isHeld = Signal();
        var own = Signal<ThreadedConnection>();
        var next = Task.FromResult(0);
        var held = HoldThreadAsync(isFree, isHeld, () =>
        {
            next = ReadAsync();
            own.SetResult(ThreadedConnection.OfThread!);
        });
        await Server.SendAsync("1"u8.ToArray());
        await isHeld.Task.WaitAsync(Patience);
        await Server.SendAsync("2"u8.ToArray());
        (await own.Task).GoOnElsewhere();
        Assert.Equal(1, await next.WaitAsync(Patience));
        Assert.False(held.IsCompleted);
        isFree.Set();
        await held.WaitAsync(Patience);
    }

    [Fact]
    public async Task Closing_it_ends_a_read_that_waits_and_its_thread()
    {
        var thread = Signal<Thread>();
        var read = ReadTwiceAsync();
        await Server.SendAsync("1"u8.ToArray());
        var ofRead = await thread.Task.WaitAsync(Patience);
        await _connection.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => read.WaitAsync(Patience));

        // The thread may have gone on with this test itself.
        Assert.True(await Task.Run(() => ofRead.Join(Patience)));
        await Assert.ThrowsAsync<ObjectDisposedException>(ReadAsync);

        async Task ReadTwiceAsync()
        {
            await _connection.ReadAsync(_buffer).ConfigureAwait(false);
            var second = _connection.ReadAsync(_buffer).ConfigureAwait(false);
            thread.SetResult(Thread.CurrentThread);
            await second;
        }
    }

    [Fact]
    public async Task Closing_it_ends_a_read_whose_thread_hangs()
    {
        using var isFree = new ManualResetEventSlim();
        var isHeld = Signal();
        var next = Task.FromResult(0);
        var held = HoldThreadAsync(isFree, isHeld, () => next = ReadAsync());
        await Server.SendAsync("1"u8.ToArray());
        await isHeld.Task.WaitAsync(Patience);
        await _connection.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => next.WaitAsync(Patience));
        isFree.Set();
        await held.WaitAsync(Patience);
    }

    [Fact]
    public async Task Nobody_there_is_said_as_by_a_socket()
    {
        _listener.Stop();
        var failure = await Assert.ThrowsAsync<SocketException>(() => ThreadedConnection.ConnectAsync(_listener.LocalEndpoint, CancellationToken.None).AsTask());
        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_for_a_connection_does_not_have_to()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => ThreadedConnection.ConnectAsync(_listener.LocalEndpoint, cancelled.Token).AsTask());
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    // Whoever waits must not go on with the thread that signals.
    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> Signal<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<int> ReadAsync() => _connection.ReadAsync(_buffer).AsTask();

    /// <summary>Reads once, and keeps the thread that goes on. To be called before there is something to read: what is there already is taken by who asks for it.</summary>
    private async Task HoldThreadAsync(ManualResetEventSlim isFree, TaskCompletionSource isHeld, Action first)
    {
        await _connection.ReadAsync(_buffer).ConfigureAwait(false);
        Assert.NotNull(ThreadedConnection.OfThread);
        first();
        isHeld.SetResult();
        Assert.True(isFree.Wait(Patience));
    }
}
