using System.Threading.Channels;
using Actors.Kernel;

namespace Actors.Operators.Link;

/// <summary>Sends what is told to one replica, in order, over one connection after the other.</summary>
internal sealed class LinkPeer : IAsyncDisposable
{
    private const int BatchBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Channel<Waiting> _waiting;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly string _address;
    private readonly LinkWire _wire;
    private readonly Action<LinkPeer> _ended;
    private readonly LinkFrameWriter _frames;
    private readonly Seldom _failedTold;
    private readonly Seldom _brokeTold;
    private readonly Task _running;
    private LinkConnection? _connection;
    private int _failures;
    private bool _isClosed;

    /// <param name="address">Where the replica is.</param>
    /// <param name="wire">How it is reached.</param>
    /// <param name="ended">Called when this takes no more messages.</param>
    public LinkPeer(string address, LinkWire wire, Action<LinkPeer> ended)
    {
        (_address, _wire, _ended) = (address, wire, ended);
        (_failedTold, _brokeTold) = (wire.NewSeldom(), wire.NewSeldom());
        _frames = new LinkFrameWriter(wire.Options.FrameBytesMax);
        _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(wire.Options.BufferedMax) { SingleReader = true });
        _running = Task.Run(RunAsync);
    }

    /// <summary>Takes a message, or says at once that it is lost; false if this has ended, and another one is to be made.</summary>
    public bool TryPost(DeadLetter letter, LinkMessage definition)
    {
        lock (_gate)
        {
            if (_isClosed) return false;
            if (_waiting.Writer.TryWrite(new Waiting(letter, definition, _wire.Time.GetTimestamp()))) return true;
        }

        _wire.Lose(_address, letter, $"{_wire.Options.BufferedMax} messages wait already");
        return true;
    }

    /// <summary>Sends what waits, if the other side takes it in time, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        await _closing.CancelAsync().ConfigureAwait(false);
        try
        {
            await _running.WaitAsync(_wire.Options.CloseTimeout, _wire.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await _running.ConfigureAwait(false);
        }

        _closing.Dispose();
        _stop.Dispose();
        _frames.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await HasMoreAsync().ConfigureAwait(false))
            {
                if (_connection is { IsOpen: false } or { IsOld: true }) await LetGoAsync().ConfigureAwait(false);
                if (_connection is not null || await TryConnectAsync().ConfigureAwait(false)) await SendAsync(_connection!).ConfigureAwait(false);
            }

            await LetGoAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // What waits is lost.
        }
        catch (Exception failure)
        {
            _wire.Log.LinkFaulted(_address, failure);
        }
        finally
        {
            await EndAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits for messages; false when there will be none, or were none for so long that the link is given up.</summary>
    private async Task<bool> HasMoreAsync()
    {
        while (!_waiting.Reader.TryPeek(out _))
        {
            try
            {
                return await _waiting.Reader.WaitToReadAsync(_stop.Token).AsTask().WaitAsync(_wire.Options.IdleMax, _wire.Time, _stop.Token).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // The next one, who may be made at once, must not overtake this one.
                await LetGoAsync().ConfigureAwait(false);
                if (TryCloseIdle()) return false;
            }
        }

        return true;
    }

    private bool TryCloseIdle()
    {
        lock (_gate)
        {
            if (_waiting.Reader.Count > 0) return false;
            Close();
            return true;
        }
    }

    /// <summary>Takes no more messages; whoever has one finds, or makes, another one from then on.</summary>
    private void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _waiting.Writer.TryComplete();
            _ended(this);
        }
    }

    private async Task<bool> TryConnectAsync()
    {
        try
        {
            _connection = await LinkConnection.OpenAsync(_wire, _address, _stop.Token).ConfigureAwait(false);
            _failures = 0;
            return true;
        }
        catch (Exception failure) when (LinkConnection.IsOfLinks(failure) && !_stop.IsCancellationRequested)
        {
            var problem = failure is OperationCanceledException ? $"no answer within {_wire.Options.RequestTimeout}" : failure.Message;
            if (_failedTold.IsDue(1, out var count)) _wire.Log.LinkFailed(_address, count, problem);
            await WaitAfterFailureAsync(problem).ConfigureAwait(false);
            return false;
        }
    }

    private async Task WaitAfterFailureAsync(string problem)
    {
        var wait = _wire.Options.BackoffMin * Math.Pow(2, Math.Min(_failures++, 20));
        if (wait > _wire.Options.BackoffMax) wait = _wire.Options.BackoffMax;
        if (!_closing.IsCancellationRequested)
        {
            using var closing = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
            await Task.Delay(wait, _wire.Time, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var waitMax = _closing.IsCancellationRequested ? TimeSpan.Zero : _wire.Options.WaitMax;
        while (_waiting.Reader.TryPeek(out var oldest) && _wire.Time.GetElapsedTime(oldest.Since) >= waitMax && _waiting.Reader.TryRead(out oldest))
            _wire.Lose(_address, oldest.Letter, $"it cannot be reached: {problem}");
    }

    private async Task SendAsync(LinkConnection connection)
    {
        _frames.Clear();
        try
        {
            while (_frames.Written.Length < BatchBytes && _waiting.Reader.TryRead(out var next))
            {
                foreach (var part in next.Definition.PartsOf(next.Letter.Message))
                {
                    if (_frames.Written.Length >= BatchBytes) await FlushAsync(connection).ConfigureAwait(false);
                    Add(next, part, connection);
                }
            }

            await FlushAsync(connection).ConfigureAwait(false);
        }
        catch (Exception failure) when (LinkConnection.IsOfLinks(failure) && !_stop.IsCancellationRequested)
        {
            // Some of it may have arrived, so none of it is sent again.
            TellBroken(connection.IsOpen ? failure.Message : await connection.Ended.ConfigureAwait(false));
            await DropAsync().ConfigureAwait(false);
        }
    }

    private void Add(in Waiting next, object part, LinkConnection connection)
    {
        var (letter, definition) = (next.Letter, next.Definition);
        var number = definition.Answers.Count > 0 && letter.Sender is not null ? connection.Ask(letter, definition) : (long?)null;
        if (!_frames.TryAdd(new LinkFrame(((RemoteRef)letter.Recipient).Target.Path, number), definition, part))
            _wire.Lose(_address, letter, $"a message '{definition.Name}' is longer than {_wire.Options.FrameBytesMax} bytes");
    }

    private async Task FlushAsync(LinkConnection connection)
    {
        if (_frames.Count == 0) return;
        await connection.SendAsync(_frames.Written, _stop.Token).ConfigureAwait(false);
        _wire.Sent(_frames.Count);
        _frames.Clear();
    }

    /// <summary>Ends the connection so that all that was sent has arrived.</summary>
    private async Task LetGoAsync()
    {
        if (_connection is not { } connection) return;
        if (connection.IsOpen) await connection.FinishAsync(_stop.Token).ConfigureAwait(false);
        else TellBroken(await connection.Ended.ConfigureAwait(false));
        await DropAsync().ConfigureAwait(false);
    }

    private async Task DropAsync()
    {
        if (_connection is not { } connection) return;
        _connection = null;
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private void TellBroken(string problem)
    {
        if (_brokeTold.IsDue(1, out var count)) _wire.Log.LinkBroke(_address, count, problem);
    }

    private async Task EndAsync()
    {
        Close();
        _wire.Forget(_address);
        await DropAsync().ConfigureAwait(false);
        while (_waiting.Reader.TryRead(out var left)) _wire.Lose(_address, left.Letter, "the link was closed before");
    }

    private readonly record struct Waiting(DeadLetter Letter, LinkMessage Definition, long Since);
}
