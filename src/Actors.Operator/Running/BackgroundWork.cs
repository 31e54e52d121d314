namespace Actors.Operators.Running;

/// <summary>
/// Looks after what goes on beside the actors for as long as their replica does, such as watches. What such work expects it deals with itself; when it fails otherwise, the replica ends: without
/// it, it would look as if it worked.
/// </summary>
internal sealed class BackgroundWork
{
    private readonly TaskCompletionSource<BrokenWork> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when some work has failed.</summary>
    public Task<BrokenWork> WhenBroken => _broken.Task;

    /// <summary>Looks after work that has begun. Ends when that has, and never fails.</summary>
    /// <param name="what">What it is, for people, as in "the watch of Leases".</param>
    /// <param name="running">The work.</param>
    /// <param name="ended">Is cancelled when it is to end: that it then says so is no failure.</param>
    public async Task WatchAsync(string what, Task running, CancellationToken ended)
    {
        try
        {
            await running.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // As it was asked to.
        }
        catch (Exception failure)
        {
            _broken.TrySetResult(new BrokenWork(what, failure));
        }
    }
}

/// <summary>Work that has failed.</summary>
/// <param name="What">Which, for people.</param>
/// <param name="Failure">Why.</param>
internal sealed record BrokenWork(string What, Exception Failure);
