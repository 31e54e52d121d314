namespace Actors.Kubernetes;

/// <summary>
/// Lets requests go at a rate, more at once after a rest: a bucket of tokens that fills with time. Who comes when it is empty takes the next token there will be
/// and waits for it, so all go in the order they came.
/// </summary>
internal sealed class RequestThrottle
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly double _rate;
    private readonly double _burst;
    private double _tokens;
    private long _asOf;

    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0, or the burst is below 1.</exception>
    public RequestThrottle(double rate, int burst, TimeProvider clock)
    {
        if (!(rate > 0)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "Qps is above 0, or null for no limit");
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        (_rate, _burst, _tokens, _clock, _asOf) = (rate, burst, burst, clock, clock.GetTimestamp());
    }

    public Task WaitAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var wait = Take();
        return wait <= TimeSpan.Zero ? Task.CompletedTask : WaitOrGiveBackAsync(wait, cancellation);
    }

    private async Task WaitOrGiveBackAsync(TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(wait, _clock, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (_gate) _tokens++;
            throw;
        }
    }

    private TimeSpan Take()
    {
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            _tokens = Math.Min(_burst, _tokens + (_clock.GetElapsedTime(_asOf, now).TotalSeconds * _rate));
            _asOf = now;
            _tokens--;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _rate);
        }
    }
}
