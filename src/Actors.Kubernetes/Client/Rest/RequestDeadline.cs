namespace Actors.Kubernetes;

/// <summary>Gives up on a request when its time is over, and tells that from its being cancelled.</summary>
internal sealed class RequestDeadline(RestRequest request, KubernetesClientOptions options, CancellationToken caller) : IDisposable
{
    private readonly TimeSpan _timeout = request.Timeout ?? options.Timeout;
    private readonly CancellationTokenSource _linked = CancellationTokenSource.CreateLinkedTokenSource(caller);
    private ITimer? _timer;
    private volatile bool _isOver;
    private bool _isDisposed;

    public CancellationToken Caller => caller;

    public void Start() => _timer = options.Clock.CreateTimer(static state => ((RequestDeadline)state!).End(), this, _timeout, Timeout.InfiniteTimeSpan);

    /// <exception cref="TimeoutException">The time was over first.</exception>
    public async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await work(_linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (_isOver && !caller.IsCancellationRequested)
        {
            throw new TimeoutException($"{request}: no answer within {_timeout.TotalSeconds:0.###} s", exception);
        }
        catch (OperationCanceledException exception) when (caller.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, caller);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_linked)
        {
            _isDisposed = true;
            _linked.Dispose();
        }
    }

    private void End()
    {
        _isOver = true;
        lock (_linked)
        {
            if (!_isDisposed) _linked.Cancel();
        }
    }
}
