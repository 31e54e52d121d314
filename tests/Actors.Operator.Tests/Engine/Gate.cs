namespace Actors.Engine.Tests;

/// <summary>Keeps a behaviour that goes through it on its thread until it is opened.</summary>
internal sealed class Gate : IDisposable
{
    private readonly ManualResetEventSlim _open = new();
    private readonly TaskCompletionSource _entered = Waiting.Signal();

    // Behaviours held here take threads of the pool away; it would make up for them slowly.
    static Gate() => ThreadPool.SetMinThreads(32, 32);

    /// <summary>Ends when a behaviour is held.</summary>
    public Task Entered => _entered.Task.Soon();

    public void Pass()
    {
        _entered.TrySetResult();
        if (!_open.Wait(Waiting.Limit)) throw new TimeoutException("The gate was never opened");
    }

    public void Open() => _open.Set();

    public void Dispose()
    {
        // Not disposed of: a behaviour may still be on its way through.
        Open();
    }
}
